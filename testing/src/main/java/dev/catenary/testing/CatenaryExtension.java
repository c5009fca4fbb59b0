package dev.catenary.testing;

import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a loop in virtual time, and sees to it that the test leaves nothing behind.
 *
 * <pre>{@code
 * @ExtendWith(CatenaryExtension.class)
 * class GreeterTest {
 *     @Test
 *     void greetsAfterAnHour(Scope scope) throws Exception {
 *         Task<String> greeting = scope.fork(() -> greeter.greet());
 *         assertThat(greeting.join()).isEqualTo("hello");
 *     }
 * }
 * }</pre>
 *
 * <p><b>A {@link Scope}</b> as a parameter, of the test or of what runs before it, makes the test's method run as the main task
 * of its loop, on a thread of that loop: it may wait for whatever tasks wait for, and time jumps when all do. The test ends when all children of
 * the scope have ended. A hang is a failure that prints what everybody waits for.
 *
 * <p><b>A {@link TestLoop}</b> as a parameter is the same loop, for tests that drive it: to let time pass in steps. Such a test runs
 * on JUnit's thread, and time stands still meanwhile, unless it has a scope as well.
 *
 * <p><b>After each test</b>, and after its {@code @AfterEach} methods, its loop has to be empty: a task that is left, or a failure that
 * nobody has looked at, fails the test. So do tasks and loops that it has left elsewhere in this JVM; that is not looked at where
 * JUnit runs tests in parallel, for they could be those of another test.
 *
 * <p><b>Seeds:</b> see {@link SeededTest}.
 *
 * <p>Other options of the loop than the default ones are had by {@code @RegisterExtension} and {@link #with}.
 */
public final class CatenaryExtension
        implements ParameterResolver,
                InvocationInterceptor,
                BeforeEachCallback,
                AfterEachCallback,
                TestExecutionExceptionHandler,
                PreInterruptCallback,
                TestTemplateInvocationContextProvider {

    private static final Namespace NAMESPACE = Namespace.create(CatenaryExtension.class);
    private static final String SEED = "catenary.seed";
    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    private final Supplier<LoopOptions> options;

    /** Loops of the default options. */
    public CatenaryExtension() {
        this(() -> LoopOptions.named("test"));
    }

    private CatenaryExtension(Supplier<LoopOptions> options) {
        this.options = options;
    }

    /** Loops of these options, in virtual time. Each test asks for them anew, when it first needs its loop. */
    public static CatenaryExtension with(Supplier<LoopOptions> options) {
        return new CatenaryExtension(Objects.requireNonNull(options, "options"));
    }

    private TestRun runOf(ExtensionContext context) {
        var store = context.getStore(NAMESPACE);
        return store.computeIfAbsent(
                TestRun.class, it -> new TestRun(options, store.get(SEED, Long.class)), TestRun.class);
    }

    // ---- parameters

    /** A constructor's too are those of one test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return (type == Scope.class || type == TestLoop.class)
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var run = runOf(context);
        if (parameter.getParameter().getType() == TestLoop.class) return run.loop();
        try {
            return run.scope();
        } catch (InterruptedException e) {
            throw new ParameterResolutionException("interrupted before the loop gave its scope", e);
        }
    }

    // ---- the test

    @Override
    public void beforeEach(ExtensionContext context) {
        var parallel = context.getConfigurationParameter(PARALLEL).map(Boolean::parseBoolean);
        if (!parallel.orElse(false)) runOf(context).lookAround();
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runOf(context).run(invocation::proceed);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runOf(context).run(invocation::proceed);
    }

    @Override
    public void beforeThreadInterrupt(PreInterruptContext thread, ExtensionContext context) {
        runOf(context).tookTooLong();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw runOf(context).explain(thrown);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        var run = runOf(context);
        try {
            run.end();
        } catch (Exception | Error thrown) {
            run.explain(thrown);
            throw thrown;
        }
    }

    // ---- seeds

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), SeededTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var test = AnnotationSupport.findAnnotation(context.getTestMethod(), SeededTest.class)
                .orElseThrow();
        var replayed = context.getConfigurationParameter(SEED).map(Long::valueOf);
        return replayed.map(LongStream::of).orElseGet(() -> seedsOf(test)).mapToObj(UnderSeed::new);
    }

    private static LongStream seedsOf(SeededTest test) {
        if (test.seeds().length > 0) return LongStream.of(test.seeds());
        if (test.value() < 1) throw new IllegalArgumentException("number of seeds < 1: " + test.value());
        return LongStream.rangeClosed(1, test.value());
    }

    private record UnderSeed(long seed) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "seed " + seed;
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            context.getStore(NAMESPACE).put(SEED, seed);
        }
    }
}
