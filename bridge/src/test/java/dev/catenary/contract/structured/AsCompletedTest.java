package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.AS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Completions;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The original tasks, in the order in which they end. */
@Proves(AS_COMPLETED)
class AsCompletedTest extends StructuredSuite {
    @Test
    void tasksComeInTheOrderOfTheirEnds() throws Exception {
        run(scope -> {
            var late = scope.fork(() -> after(HOUR, "late"));
            var early = scope.fork(() -> after(SECOND, "early"));
            var ended = Task.completed("ended");

            try (var completions = Tasks.asCompleted(List.of(late, early, ended))) {
                assertThatObject(completions.next()).isSameAs(ended);
                assertThatObject(completions.next()).isSameAs(early);
                assertThat(clock.elapsed()).isEqualTo(SECOND);
                assertThat(completions.hasNext()).isTrue();
                assertThatObject(completions.next()).isSameAs(late);
                assertThat(completions.hasNext()).isFalse();
                assertThatThrownBy(completions::next).isInstanceOf(NoSuchElementException.class);
            }
            return null;
        });
    }

    @Test
    void failedAndCancelledTasksComeLikeAnyOther() throws Exception {
        run(scope -> {
            Task<String> failing = startLoose(it -> failAfter(HOUR, failure));
            Task<String> cancelled = startLoose(it -> forever());
            scope.loop().schedule(SECOND, cancelled::cancel);

            try (var completions = Tasks.asCompleted(List.of(failing, cancelled))) {
                assertThatObject(completions.next()).isSameAs(cancelled);
                assertThatObject(completions.next()).isSameAs(failing);
                assertThat(failing.exceptionNow()).isSameAs(failure);
            }
            return null;
        });
    }

    @Test
    void taskGivenTwiceComesOnce() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(SECOND, "value"));

            try (var completions = Tasks.asCompleted(List.of(task, task))) {
                assertThatObject(completions.next()).isSameAs(task);
                assertThat(completions.hasNext()).isFalse();
            }
            return null;
        });
    }

    @Test
    void noneOfNothing() throws Exception {
        run(scope -> {
            var completions = Tasks.asCompleted(List.<Task<String>>of());

            assertThat(completions.hasNext()).isFalse();
            assertThatThrownBy(completions::next).isInstanceOf(NoSuchElementException.class);
            return null;
        });
    }

    @Test
    void itCanBeLeftAndResumed() throws Exception {
        run(scope -> {
            var tasks = List.of(
                    scope.fork(() -> after(SECOND, "one")),
                    scope.fork(() -> after(SECOND.multipliedBy(3), "two")),
                    scope.fork(() -> after(SECOND.multipliedBy(4), "three")));
            var completions = Tasks.asCompleted(tasks);

            assertThat(completions.next().join()).isEqualTo("one");
            assertThat(Timeouts.tryWithin(SECOND, completions::next)).isEmpty();
            Catenary.sleep(HOUR);
            assertThat(completions.next().join()).isEqualTo("two");
            assertThat(completions.next().join()).isEqualTo("three");
            return null;
        });
    }

    @Test
    void cancelledWaiterTakesNothing() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(SECOND, "value"));
            var completions = Tasks.asCompleted(List.of(task));
            var waiter = scope.fork(() -> {
                assertThatThrownBy(completions::next).isExactlyInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.yieldNow();

            waiter.cancel();

            assertThatObject(completions.next()).isSameAs(task);
            points.end(2);
            return null;
        });
    }

    @Test
    void severalWaitersGetOneTaskEachInTheirOrder() throws Exception {
        run(scope -> {
            var promises = List.of(Promise.<Integer>create(), Promise.<Integer>create(), Promise.<Integer>create());
            var completions = Tasks.asCompleted(promises);
            for (int i = 0; i < 3; i++) {
                var waiter = i;
                scope.fork(() -> note(waiter + " got " + completions.next().join()));
            }
            Catenary.yieldNow();

            promises.get(2).complete(2);
            promises.get(0).complete(0);
            promises.get(1).complete(1);

            scope.join();
            assertThat(events()).containsExactly("0 got 2", "1 got 0", "2 got 1");
            return null;
        });
    }

    @Test
    void closedItForgetsTheRestWhichGoesOn() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(SECOND, "value"));
            var completions = Tasks.asCompleted(List.of(task));
            var waiter = scope.fork(() -> {
                assertThatThrownBy(completions::next).isInstanceOf(NoSuchElementException.class);
                points.reach(1);
            });
            Catenary.yieldNow();
            assertThat(Inside.waitersOf(task)).isEqualTo(1);

            completions.close();
            completions.close();

            assertThat(Inside.waitersOf(task)).isZero();
            assertThat(completions.hasNext()).isFalse();
            waiter.join();
            assertThat(task.join()).isEqualTo("value");
            points.end(2);
            return null;
        });
    }

    @Test
    void hundredThousandTasksComeInTurn() throws Exception {
        run(scope -> {
            var promises = IntStream.range(0, 100_000)
                    .mapToObj(i -> Promise.<Integer>create())
                    .toList();
            var completions = Tasks.asCompleted(promises);
            for (int i = promises.size() - 1; i >= 0; i--) promises.get(i).complete(i);

            for (int i = promises.size() - 1; i >= 0; i--)
                assertThatObject(completions.next().resultNow()).isEqualTo(i);
            assertThat(completions.hasNext()).isFalse();
            return null;
        });
    }

    /** A wait that is cut short while a task ends, on another thread: either it has the task, or a later wait gets it. */
    @Test
    void noTaskIsLostWhenWaitsAreCutShort() throws Exception {
        var random = new Random(42);
        var promises =
                IntStream.range(0, 500).mapToObj(i -> Promise.<Integer>create()).toList();
        var completions = Tasks.asCompleted(promises);
        var completer = new Thread(() -> {
            for (int i = 0; i < promises.size(); i++) {
                Races.spin(i % 50);
                promises.get(i).complete(i);
            }
        });

        try (var loop = open()) {
            var taken = loop.start(scope -> {
                completer.start();
                var got = new ArrayList<Integer>();
                while (completions.hasNext()) {
                    var limit = Duration.ofNanos(random.nextInt(50_000));
                    Timeouts.tryWithin(limit, completions::next).ifPresent(task -> got.add(task.resultNow()));
                }
                return got;
            });

            assertThat(taken.join())
                    .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        }
    }

    @Test
    void itMayBeUsedByAnyThread() throws Exception {
        Completions<String> completions;
        try (var loop = open()) {
            completions = Tasks.asCompleted(List.of(loop.start(scope -> "value")));
            assertThat(completions.next().join()).isEqualTo("value");
        }
    }
}
