package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.catenary.Action;
import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many tasks, and deep ones. */
class ScaleTest extends OnEveryCarrier {
    @Test
    void manySleepersInOneScopeEnd() throws Exception {
        var random = new Random(42);
        var tasks = many();
        var ended = new int[1];

        run(scope -> {
            for (int i = 0; i < tasks; i++) {
                var millis = random.nextInt(1_000);
                scope.fork(() -> {
                    Catenary.sleep(Duration.ofMillis(millis));
                    ended[0]++;
                });
            }
            return null;
        });

        assertThat(ended[0]).isEqualTo(tasks);
        assertThat(clock.elapsed()).isLessThan(SECOND);
    }

    @Test
    void cancelOfAScopeEndsManySleepers() throws Exception {
        var tasks = many();
        var interrupted = new int[1];

        run(scope -> {
            for (int i = 0; i < tasks; i++)
                scope.fork(() -> {
                    try {
                        Catenary.sleep(HOUR);
                    } catch (InterruptedException e) {
                        interrupted[0]++;
                        throw e;
                    }
                });
            Catenary.sleep(SECOND);
            scope.cancel();
            return null;
        });

        assertThat(interrupted[0]).isEqualTo(tasks);
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    private int many() {
        return switch (carrier) {
            case LOOP_CARRIED -> 100_000;
            case VIRTUAL_THREADS -> 10_000;
            default -> 2_000;
        };
    }

    @Test
    void deepChainOfScopesEnds() throws Exception {
        var deepest = new int[1];

        run(scope -> {
            nest(scope, deep(), () -> deepest[0]++);
            return null;
        });

        assertThat(deepest[0]).isEqualTo(1);
    }

    @Test
    void cancelOfADeepChainReachesItsEnd() throws Exception {
        var interrupted = new int[1];

        run(scope -> {
            var root = nest(scope, deep(), () -> {
                try {
                    Catenary.sleep(HOUR);
                } catch (InterruptedException e) {
                    interrupted[0]++;
                    throw e;
                }
            });
            Catenary.sleep(SECOND);
            root.cancel();
            return null;
        });

        assertThat(interrupted[0]).isEqualTo(1);
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    private int deep() {
        return carrier == Carrier.PLATFORM_THREADS ? 300 : 10_000;
    }

    /** A task in a scope in a task in a scope, and so on. */
    private static Task<?> nest(Scope scope, int depth, Action<?> innermost) {
        if (depth == 0) return scope.fork(innermost);
        return scope.fork(() -> Catenary.scope(inner -> nest(inner, depth - 1, innermost)));
    }

    @Test
    void longChainOfMapsEnds() throws Exception {
        run(scope -> {
            var first = Promise.<Integer>create();
            Task<Integer> last = first;
            for (int i = 0; i < 10_000; i++) last = last.map(number -> number + 1);

            first.complete(0);

            assertThat(last.join()).isEqualTo(10_000);
            return null;
        });
    }

    private static final int LONG = 5_000;

    private static Stream<Named<UnaryOperator<Task<String>>>> links() {
        return Stream.of(
                named("map", task -> task.map(value -> value)),
                named("flatMap", task -> task.flatMap(Task::completed)),
                named("recover", task -> task.recover(Throwable::getMessage)),
                named("orTimeout", task -> task.orTimeout(HOUR)),
                named("gatherAsync", task -> Tasks.gatherAsync(List.of(task)).map(values -> values.get(0))),
                named("a task that follows", task -> Task.completed("next").flatMap(next -> task)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void longChainOutsideOfALoopEnds(UnaryOperator<Task<String>> link) throws Exception {
        var first = Promise.<String>create();
        var last = chain(first, link);

        first.complete("value");

        assertThat(last.join()).isEqualTo("value");
    }

    @ParameterizedTest
    @MethodSource("links")
    void cancelOfALongChainReachesItsBeginning(UnaryOperator<Task<String>> link) {
        var first = Promise.<String>create();
        var last = chain(first, link);

        last.cancel("no longer needed");

        assertThat(first.isCancelled()).isTrue();
        assertThat(last.isCancelled()).isTrue();
    }

    private static Task<String> chain(Task<String> first, UnaryOperator<Task<String>> link) {
        var last = first;
        for (int i = 0; i < LONG; i++) last = link.apply(last);
        return last;
    }

    @Test
    void longChainOfGathersEnds() {
        var first = Promise.<String>create();
        var last = chainOfGathers(first);

        first.complete("value");

        assertThat(last.isDone()).isTrue();
    }

    @Test
    void cancelOfALongChainOfGathersReachesItsBeginning() {
        var first = Promise.<String>create();
        var last = chainOfGathers(first);

        last.cancel();

        assertThat(first.isCancelled()).isTrue();
        assertThat(last.isCancelled()).isTrue();
    }

    private static Task<?> chainOfGathers(Task<?> first) {
        var last = first;
        for (int i = 0; i < LONG; i++) last = Tasks.gatherAsync(List.of(last));
        return last;
    }

    @Test
    void manyTimersThatAreCancelledLeaveNothingBehind() throws Exception {
        run(scope -> {
            for (int i = 0; i < 100_000; i++)
                scope.loop().schedule(HOUR, () -> points.unreachable()).cancel();
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }
}
