package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Action;
import dev.catenary.Callback;
import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.Retry;
import dev.catenary.Scope;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.spi.EngineProvider;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is refused at the call, with the rule and the value in the text. */
class ArgumentsTest extends OnEveryCarrier {
    private static final Duration NEGATIVE = Duration.ofSeconds(-1);

    @Test
    void negativeDurationIsRefused() throws Exception {
        run(scope -> {
            var task = Promise.create();

            assertIllegal("duration < 0: PT-1S", () -> Catenary.sleep(NEGATIVE));
            assertIllegal("duration < 0: PT-1S", () -> Catenary.sleepAsync(NEGATIVE));
            assertIllegal("delay < 0: PT-1S", () -> scope.loop().schedule(NEGATIVE, () -> {}));
            assertIllegal("timeout < 0: PT-1S", () -> task.join(NEGATIVE));
            assertIllegal("timeout < 0: PT-1S", () -> task.orTimeout(NEGATIVE));
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void blankNameIsRefused(String blank) throws Exception {
        run(scope -> {
            var text = "name is blank: '" + blank + "'";

            assertIllegal(text, () -> scope.fork(blank, () -> 1));
            assertIllegal(text, () -> scope.fork(blank, () -> points.reach(1)));
            assertIllegal(text, () -> scope.forkStage(blank, () -> Task.completed(1)));
            assertIllegal(text, () -> scope.loop().start(blank, it -> null));
            assertIllegal(text, () -> Catenary.scope(blank, it -> null));
            assertIllegal(text, () -> Promise.create(blank));
            assertIllegal(text, () -> TaskLocal.create(blank));
            assertIllegal(text, () -> LoopOptions.named(blank));
            assertIllegal(text, () -> EventLoop.open(blank));
            return null;
        });
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertIllegal("closeTimeout <= 0: PT0S", () -> options().closeTimeout(Duration.ZERO));
        assertIllegal("closeTimeout <= 0: PT-1S", () -> options().closeTimeout(NEGATIVE));
        assertIllegal("offloadLimit < 1: 0", () -> options().offloadLimit(0));
        assertIllegal("bodyLimit < 1: -1", () -> options().bodyLimit(-1));
    }

    @Test
    void numberThatIsNoneIsRefused() {
        assertIllegal("jitter not in 0..1: NaN", () -> Retry.fixed(SECOND).jitter(Double.NaN));
        assertIllegal("jitter not in 0..1: -0.1", () -> Retry.fixed(SECOND).jitter(-0.1));
        assertIllegal("jitter not in 0..1: Infinity", () -> Retry.fixed(SECOND).jitter(Double.POSITIVE_INFINITY));
    }

    @Test
    void taskOfAnotherMakeIsRefused() throws Exception {
        var foreign = (Task<?>) Proxy.newProxyInstance(
                Task.class.getClassLoader(), new Class<?>[] {Task.class}, (proxy, method, arguments) -> null);
        var text =
                "not a Task of this engine but " + foreign.getClass().getName() + ": pass one that this library made";
        run(scope -> {
            var ours = scope.fork(() -> 1);

            assertIllegal(text, () -> Tasks.gather(List.of(ours, foreign)));
            assertIllegal(text, () -> Tasks.gatherAsync(List.of(ours, foreign)));
            assertIllegal(text, () -> Tasks.waitFor(List.of(foreign), Until.ALL_COMPLETED));
            assertIllegal(text, () -> Tasks.asCompleted(List.of(foreign)));
            assertThat(ours.join()).isEqualTo(1);
            return null;
        });
    }

    @Test
    void nullIsRefused() throws Exception {
        Task<String> none = null;
        run(scope -> {
            var task = Task.completed("value");
            var promise = Promise.<String>create();
            var loop = scope.loop();

            assertNull("body", () -> Catenary.run(null));
            assertNull("options", () -> Catenary.run(null, it -> null));
            assertNull("body", () -> Catenary.scope(null));
            assertNull("name", () -> Catenary.scope(null, it -> null));
            assertNull("duration", () -> Catenary.sleep(null));
            assertNull("duration", () -> Catenary.sleepAsync(null));
            assertNull("stage", () -> Catenary.await(none));
            assertNull("body", () -> Catenary.offload((Action<RuntimeException>) null));
            assertNull("body", () -> Catenary.offloadAsync(null));

            assertNull("body", () -> scope.fork((Callable<String>) null));
            assertNull("body", () -> scope.fork((Action<?>) null));
            assertNull("body", () -> scope.fork("named", (Callable<String>) null));
            assertNull("body", () -> scope.fork("named", (Action<?>) null));
            assertNull("name", () -> scope.fork(null, () -> 1));
            assertNull("body", () -> scope.<String>forkStage(null));
            assertNull("name", () -> scope.forkStage(null, () -> task));

            assertNull("body", () -> loop.start(null));
            assertNull("name", () -> loop.start(null, it -> null));
            assertNull("body", () -> loop.run((ScopeBody<String, RuntimeException>) null));
            assertNull("callback", () -> loop.execute(null));
            assertNull("callback", () -> loop.schedule(SECOND, null));
            assertNull("delay", () -> loop.schedule(null, () -> {}));
            assertNull("callback", () -> loop.scheduleAt(0, null));

            assertNull("timeout", () -> promise.join(null));
            assertNull("unit", () -> promise.get(1, null));
            assertNull("callback", () -> promise.onComplete(null));
            assertNull("reason", () -> promise.cancel((String) null));
            assertNull("reason", () -> scope.cancel(null));
            assertNull("function", () -> promise.map(null));
            assertNull("function", () -> promise.flatMap(null));
            assertNull("function", () -> promise.recover(null));
            assertNull("timeout", () -> promise.orTimeout(null));
            assertNull("failure", () -> promise.fail(null));
            assertNull("failure", () -> Task.failed(null));
            assertNull("name", () -> Promise.create(null));
            assertNull("name", () -> TaskLocal.create(null));

            assertNull("options", () -> EventLoop.open((LoopOptions) null));
            assertNull("provider", () -> EventLoop.open((EngineProvider) null, LoopOptions.defaults()));
            assertNull("onSuccess", () -> Callback.of(null, failure -> {}));
            assertNull("onFailure", () -> Callback.of(value -> {}, null));

            assertThat(promise.isDone()).isFalse();
            assertThat(scope.isCancelled()).isFalse();
            assertThat(scope.children()).isEmpty();
            return null;
        });
    }

    @Test
    void nullOptionIsRefused() {
        assertNull("name", () -> options().name(null));
        assertNull("carrier", () -> options().carrier(null));
        assertNull("clock", () -> options().clock(null));
        assertNull("closeTimeout", () -> options().closeTimeout(null));
        assertNull("failureHandler", () -> options().failureHandler(null));
    }

    @Test
    void nullIsRefusedByTheMethodsOfTheJdkToo() {
        var task = Task.completed("value");

        assertThatThrownBy(() -> task.thenApply(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> task.handle(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> task.thenCombine(null, (one, other) -> one)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void optionsKeepWhatTheyAreGiven() {
        var clock = LoopClock.system();
        var options = LoopOptions.named("orders")
                .carrier(Carrier.PLATFORM_THREADS)
                .clock(clock)
                .closeTimeout(SECOND)
                .failureHandler(report -> {})
                .offloadLimit(1)
                .bodyLimit(2)
                .debug(true);

        assertThat(options.name()).isEqualTo("orders");
        assertThat(options.carrier()).isEqualTo(Carrier.PLATFORM_THREADS);
        assertThat(options.clock()).isSameAs(clock);
        assertThat(options.closeTimeout()).isEqualTo(SECOND);
        assertThat(options.failureHandler()).isNotNull();
        assertThat(options.offloadLimit()).isEqualTo(1);
        assertThat(options.bodyLimit()).isEqualTo(2);
        assertThat(options.debug()).isTrue();
        assertThat(LoopOptions.defaults().failureHandler()).isNull();
    }

    @Test
    void refusedForkLeavesTheScopeUsable() throws Exception {
        run((Scope scope) -> {
            assertNull("body", () -> scope.fork((Callable<String>) null));

            assertThat(scope.fork(() -> "value").join()).isEqualTo("value");
            assertThat(scope.forkStage(() -> CompletableFuture.completedFuture(1))
                            .join())
                    .isEqualTo(1);
            return null;
        });
    }

    private static void assertIllegal(String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
    }

    private static void assertNull(String parameter, ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class).hasMessage(parameter);
    }
}
