package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A scope whose children are strangers to each other. */
@Proves(SUPERVISOR)
class SupervisorTest extends StructuredSuite {
    @Test
    void failureOfAChildIsReportedAndItsSiblingsLiveOn() throws Exception {
        run(scope -> {
            var value = Catenary.<String, Exception>supervisor(supervisor -> {
                supervisor.fork("failing", () -> failAfter(SECOND, failure));
                var sibling = supervisor.fork(() -> after(HOUR, "value"));
                Catenary.sleep(SECOND);
                return sibling.join();
            });

            assertThat(value).isEqualTo("value");
            return null;
        });
        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    void itWaitsForItsChildren() throws Exception {
        run(scope -> {
            Catenary.supervisor(supervisor -> {
                supervisor.fork(() -> after(HOUR, "value"));
                supervisor.fork(() -> failAfter(SECOND, failure));
                return null;
            });
            assertThat(clock.elapsed()).isEqualTo(HOUR);
            return null;
        });
        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    void eachFailureIsReported() throws Exception {
        var other = new IllegalStateException("other");
        run(scope -> {
            Catenary.supervisor(supervisor -> {
                supervisor.fork(() -> failAfter(SECOND, failure));
                supervisor.fork(() -> failAfter(HOUR, other));
                return null;
            });
            return null;
        });
        assertThat(reportedFailures()).containsExactly(failure, other);
    }

    @Test
    void failureThatSomebodyWaitsForIsToldToThemOnly() throws Exception {
        run(scope -> {
            Catenary.supervisor(supervisor -> {
                var failing = supervisor.fork(() -> failAfter(SECOND, failure));

                assertThatThrownBy(failing::join)
                        .isExactlyInstanceOf(CompletionException.class)
                        .hasCause(failure);
                return null;
            });
            return null;
        });
    }

    @Test
    void failureWithACallbackIsToldToThatOnly() throws Exception {
        var told = Promise.<Throwable>create();
        run(scope -> {
            Catenary.supervisor(supervisor -> supervisor
                    .fork(() -> failAfter(SECOND, failure))
                    .onComplete(Callback.of(value -> points.unreachable(), told::complete)));
            return null;
        });
        assertThat(told.join()).isSameAs(failure);
    }

    @Test
    void failureWhoseWaiterWasCancelledBeforeIsReported() throws Exception {
        run(scope -> {
            Catenary.supervisor(supervisor -> {
                var failing = supervisor.fork(() -> failAfter(HOUR, failure));
                var waiter = supervisor.fork(() -> failing.join());
                Catenary.sleep(SECOND);
                waiter.cancel();
                return null;
            });
            return null;
        });
        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    void failureOfTheBodyCancelsTheChildrenAndIsThrownAsItIs() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.supervisor(supervisor -> {
                        supervisor.fork(() -> unwindSlowly("child"));
                        return failAfter(SECOND, failure);
                    }))
                    .isSameAs(failure);
            assertThat(events()).containsExactly("child unwinds", "child has unwound");
            return null;
        });
    }

    @Test
    void cancelFromAroundReachesTheChildrenAndWhatThenFailsIsReported() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Catenary.supervisor(supervisor -> {
                supervisor.fork(() -> unwindSlowly("child"));
                supervisor.fork(() -> failWhenCancelled(failure));
                return forever();
            }));
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(events()).containsExactly("child unwinds", "child has unwound");
            return null;
        });
        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    void failedChildOfAnOrdinaryScopeInsideFailsThatScopeOnly() throws Exception {
        run(scope -> {
            Catenary.supervisor(supervisor -> {
                supervisor.fork(() -> Catenary.scope(inner -> {
                    inner.fork(() -> failAfter(SECOND, failure));
                    return forever();
                }));
                supervisor.fork(() -> after(HOUR, "value"));
                return null;
            });
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
        assertThat(reportedFailures())
                .singleElement()
                .satisfies(e -> assertThat(e).hasCause(failure));
    }
}
