package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CONTEXT;
import static dev.catenary.contract.features.Feature.OPEN_TELEMETRY;
import static dev.catenary.contract.features.Feature.SCOPED_VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.ContextSource;
import dev.catenary.Scope;
import dev.catenary.context.ContextSources;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.TestLoop;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;

/** Context of other libraries goes where the code goes that was started in it. */
class ContextTest extends OnEveryCarrier {
    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @AfterEach
    void leaveNothingBehind() {
        TENANT.remove();
        MDC.clear();
    }

    @Test
    @Proves(CONTEXT)
    void threadLocalIsWhatItWasWhereTheTaskWasStarted() throws Exception {
        TestLoop.run(options().context(ContextSource.threadLocal(TENANT)), scope -> {
            TENANT.set("acme");
            var body = scope.fork(TENANT::get);
            var stage = scope.forkStage(() -> CompletableFuture.completedFuture(TENANT.get()));
            TENANT.set("globex");

            assertThat(body.join()).isEqualTo("acme");
            assertThat(stage.join()).isEqualTo("acme");
            assertThat(Catenary.<String, RuntimeException>offload(TENANT::get)).isEqualTo("globex");
            return null;
        });
    }

    @Test
    @Proves(CONTEXT)
    void contextStaysWithABodyThatWaits() throws Exception {
        TestLoop.run(options().context(ContextSource.threadLocal(TENANT)), scope -> {
            for (var tenant : new String[] {"acme", "globex"}) {
                TENANT.set(tenant);
                scope.fork(() -> {
                    for (int turn = 0; turn < 3; turn++) {
                        Catenary.yieldNow();
                        assertThat(TENANT.get()).isEqualTo(tenant);
                    }
                });
            }
            return null;
        });
    }

    @Test
    @Proves(CONTEXT)
    void bodyLeavesNothingOnItsThread() throws Exception {
        TestLoop.run(options().context(ContextSource.threadLocal(TENANT)), scope -> {
            scope.fork(() -> TENANT.set("acme")).join();

            assertThat(scope.fork(() -> "" + TENANT.get()).join()).isEqualTo("null");
            return null;
        });
    }

    @Test
    @Proves(CONTEXT)
    void failureComesOutOfTheContextAsItIs() {
        var boom = new IOException("boom");

        assertThatThrownBy(() -> TestLoop.run(options().context(ContextSource.threadLocal(TENANT)), scope -> {
                    throw boom;
                }))
                .isSameAs(boom);
    }

    @Test
    @Proves(CONTEXT)
    void mdcIsCarried() throws Exception {
        TestLoop.run(options().context(ContextSources.mdc()), scope -> {
            MDC.put("request", "42");
            assertThat(seenBy(scope, () -> MDC.get("request"))).isEqualTo("42");

            MDC.clear();
            assertThat(seenBy(scope, () -> "" + MDC.get("request"))).isEqualTo("null");
            return null;
        });
    }

    @Test
    @Proves(CONTEXT)
    void whatMicrometerKnowsIsCarried() throws Exception {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
        try {
            TestLoop.run(options().context(ContextSources.micrometer()), scope -> {
                TENANT.set("acme");

                assertThat(seenBy(scope, TENANT::get)).isEqualTo("acme");
                return null;
            });
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
        }
    }

    @Test
    @Proves(OPEN_TELEMETRY)
    void contextOfOpenTelemetryIsCarried() throws Exception {
        var tenant = ContextKey.<String>named("tenant");
        ContextRegistry.getInstance().registerThreadLocalAccessor(new OpenTelemetryAccessor());
        try {
            TestLoop.run(options().context(ContextSources.micrometer()), scope -> {
                try (var open = Context.root().with(tenant, "acme").makeCurrent()) {
                    assertThat(seenBy(scope, () -> Context.current().get(tenant)))
                            .isEqualTo("acme");
                }
                assertThat(seenBy(scope, () -> "" + Context.current().get(tenant)))
                        .isEqualTo("null");
                return null;
            });
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("opentelemetry");
        }
    }

    /** What an application registers, or its tracing library does. */
    private static final class OpenTelemetryAccessor implements ThreadLocalAccessor<Context> {
        @Override
        public Object key() {
            return "opentelemetry";
        }

        @Override
        public Context getValue() {
            return Context.current();
        }

        @Override
        public void setValue(Context value) {
            value.makeCurrent();
        }

        @Override
        public void setValue() {
            Context.root().makeCurrent();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    @Proves(SCOPED_VALUE)
    void scopedValueIsCarried() throws Exception {
        var user = ScopedValues.make();
        TestLoop.run(options().context(ContextSources.scopedValue(user)), scope -> {
            var seen = ScopedValues.where(user, "ada", () -> scope.fork(() -> ScopedValues.get(user)));

            assertThat(seen.join()).isEqualTo("ada");
            assertThat(seenBy(scope, () -> "" + ScopedValues.isBound(user))).isEqualTo("false");
            return null;
        });
    }

    @Test
    @Proves(SCOPED_VALUE)
    void whatIsNoScopedValueIsRefused() {
        assertThatThrownBy(() -> ContextSources.scopedValue("ada"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a java.lang.ScopedValue but java.lang.String");
    }

    private static String seenBy(Scope scope, Callable<String> body) throws InterruptedException {
        return scope.fork(body).join();
    }

    /** {@code java.lang.ScopedValue}, for tests that are compiled for 17. */
    private static final class ScopedValues {
        private static Object make() throws ReflectiveOperationException {
            return type().getMethod("newInstance").invoke(null);
        }

        @SuppressWarnings("unchecked")
        private static <T> T where(Object key, String value, Callable<T> body) throws Exception {
            var result = new Object[1];
            var binding = type().getMethod("where", type(), Object.class).invoke(null, key, value);
            binding.getClass().getMethod("run", Runnable.class).invoke(binding, (Runnable) () -> {
                try {
                    result[0] = body.call();
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            });
            return (T) result[0];
        }

        private static String get(Object key) throws ReflectiveOperationException {
            return (String) type().getMethod("get").invoke(key);
        }

        private static boolean isBound(Object key) throws ReflectiveOperationException {
            return (boolean) type().getMethod("isBound").invoke(key);
        }

        private static Class<?> type() throws ClassNotFoundException {
            return Class.forName("java.lang.ScopedValue");
        }
    }
}
