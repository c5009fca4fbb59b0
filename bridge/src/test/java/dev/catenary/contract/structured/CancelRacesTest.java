package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.CANCEL_TOO_LATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Action;
import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A cancel by another thread at the very instant at which something else happens: one of the two wins, whole. */
@Proves(CANCEL_TOO_LATE)
class CancelRacesTest extends StructuredSuite {
    private static final int ROUNDS = 300;
    private static final Duration LIMIT = Duration.ofNanos(30_000);

    @FunctionalInterface
    private interface Round {
        void in(Scope scope, Rivals rivals) throws Exception;
    }

    private void rounds(Round round) throws Exception {
        try (var rivals = new Rivals();
                var loop = open()) {
            for (int i = 0; i < ROUNDS; i++) {
                loop.run(scope -> {
                    round.in(scope, rivals);
                    return null;
                });
            }
        }
    }

    private static boolean nextWaitThrows() {
        try {
            Catenary.yieldNow();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void cancelAgainstTheEnd() throws Exception {
        rounds((scope, rivals) -> {
            var task = scope.fork(() -> {
                rivals.go();
                return "value";
            });
            var copy = task.toCompletableFuture();

            var accepted = rivals.challenge(() -> task.cancel());

            var outcome = Tasks.gatherSettled(List.of(task)).get(0);
            if (Catenary.await(accepted)) {
                assertThat(outcome).as("%s", rivals).isInstanceOf(Outcome.Cancelled.class);
                assertThatThrownBy(() -> Catenary.await(copy))
                        .as("%s", rivals)
                        .isInstanceOf(CancellationException.class);
            } else {
                assertThat(outcome).as("%s", rivals).isEqualTo(new Outcome.Success<>("value"));
                assertThat(Catenary.await(copy)).as("%s", rivals).isEqualTo("value");
            }
        });
    }

    /** A failure is told whether its task was cancelled in time or not. */
    @Test
    void cancelAgainstAFailure() throws Exception {
        rounds((scope, rivals) -> {
            var thrown = new IOException("of this round");

            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        var task = inner.fork(() -> {
                            rivals.go();
                            throw thrown;
                        });
                        rivals.challenge(() -> task.cancel());
                        return null;
                    }))
                    .as("%s", rivals)
                    .hasCause(thrown)
                    .hasNoSuppressedExceptions();
        });
    }

    @Test
    void cancelAgainstTheGrantOfAWait() throws Exception {
        rounds((scope, rivals) -> {
            var promise = Promise.<String>create();
            var completions = Tasks.asCompleted(List.of(promise));
            var taken = new AtomicBoolean();
            var taker = scope.fork(() -> {
                completions.next();
                taken.set(true);
                return forever();
            });
            Catenary.yieldNow();

            var accepted = rivals.challenge(() -> taker.cancel());
            rivals.go();
            promise.complete("value");

            assertThat(Catenary.await(accepted)).as("%s", rivals).isTrue();
            scope.join();
            assertThat(taker.isCancelled()).as("%s", rivals).isTrue();
            assertThat(completions.hasNext())
                    .as("%s: it is there still", rivals)
                    .isEqualTo(!taken.get());
        });
    }

    @Test
    void expiryAgainstAGrant() throws Exception {
        rounds((scope, rivals) -> {
            var promise = Promise.<String>create();
            var completions = Tasks.asCompleted(List.of(promise));

            var granted = rivals.challenge(() -> promise.complete("value"));
            var taken = Timeouts.tryWithin(LIMIT, () -> {
                rivals.go();
                return completions.next();
            });

            assertThat(nextWaitThrows()).as("%s: an interrupt is left", rivals).isFalse();
            assertThat(Catenary.await(granted)).as("%s", rivals).isTrue();
            assertThat(completions.hasNext())
                    .as("%s: it is there still", rivals)
                    .isEqualTo(taken.isEmpty());
        });
    }

    @Test
    void cancelAgainstAnExpiry() throws Exception {
        rounds((scope, rivals) -> {
            var told = new ArrayList<String>();
            var task = scope.fork(() -> {
                try {
                    Timeouts.<Object, Exception>within(LIMIT, timeout -> {
                        rivals.go();
                        try {
                            return forever();
                        } finally {
                            told.add(timeout.hasExpired() ? "expired" : "not expired");
                        }
                    });
                } catch (TimeoutException e) {
                    told.add("timeout");
                } catch (InterruptedException e) {
                    told.add("cancel");
                }
                return forever();
            });

            var accepted = rivals.challenge(() -> task.cancel());

            assertThat(Catenary.await(accepted)).as("%s", rivals).isTrue();
            scope.join();
            assertThat(task.isCancelled()).as("%s", rivals).isTrue();
            assertThat(told).as("%s", rivals).isIn(List.of("expired", "timeout"), List.of("not expired", "cancel"));
        });
    }

    @Test
    void ownCancelOfAScopeAgainstItsEnd() throws Exception {
        rounds((scope, rivals) -> {
            var accepted = new ArrayList<CompletableFuture<Boolean>>();

            var value = Catenary.scope(inner -> {
                accepted.add(rivals.challenge(() -> inner.cancel()));
                var child = inner.fork(() -> {
                    rivals.go();
                    Catenary.yieldNow();
                    return "value";
                });
                try {
                    return child.join();
                } catch (CancellationException e) {
                    throw new AssertionError("one who was cancelled met the cancellation of another", e);
                }
            });

            assertThat(nextWaitThrows()).as("%s: the cancel gets out", rivals).isFalse();
            if (!Catenary.await(accepted.get(0)))
                assertThat(value).as("%s", rivals).isEqualTo("value");
            assertThat(value).as("%s", rivals).isIn("value", null);
        });
    }

    @Test
    void cancelFromAroundAgainstTheEndOfAScope() throws Exception {
        rounds((scope, rivals) -> {
            var left = new AtomicBoolean();
            var task = scope.fork(() -> {
                Catenary.scope(inner -> {
                    inner.fork(() -> rivals.go());
                    return null;
                });
                left.set(true);
                return forever();
            });

            var accepted = rivals.challenge(() -> task.cancel());

            assertThat(Catenary.await(accepted)).as("%s", rivals).isTrue();
            scope.join();
            assertThat(task.isCancelled())
                    .as("%s: left its scope: %s", rivals, left)
                    .isTrue();
        });
    }

    @Test
    void forkAgainstTheEndOfItsScope() throws Exception {
        rounds((scope, rivals) -> {
            var begun = new AtomicBoolean();
            var ended = new AtomicBoolean();
            var accepted = new ArrayList<CompletableFuture<Boolean>>();

            Catenary.scope(inner -> {
                accepted.add(rivals.challenge(() -> isForked(inner, () -> {
                    begun.set(true);
                    Catenary.yieldNow();
                    ended.set(true);
                })));
                rivals.go();
                return null;
            });

            assertThat(begun.get()).as("%s: begun, and not waited for", rivals).isEqualTo(ended.get());
            assertThat(ended.get()).as("%s: taken in, and run", rivals).isEqualTo(Catenary.await(accepted.get(0)));
            assertThat(begun.get()).as("%s: later", rivals).isEqualTo(ended.get());
        });
    }

    @Test
    void forkAgainstTheCancelOfItsScope() throws Exception {
        rounds((scope, rivals) -> {
            var begun = new AtomicBoolean();
            var ended = new AtomicBoolean();
            var accepted = new ArrayList<CompletableFuture<Boolean>>();

            Catenary.scope(inner -> {
                accepted.add(rivals.challenge(() -> isForked(inner, () -> {
                    begun.set(true);
                    try {
                        forever();
                    } finally {
                        ended.set(true);
                    }
                })));
                rivals.go();
                inner.cancel();
                return null;
            });

            assertThat(begun.get()).as("%s: begun, and not waited for", rivals).isEqualTo(ended.get());
            if (!Catenary.await(accepted.get(0)))
                assertThat(begun.get()).as("%s: refused, and begun", rivals).isFalse();
        });
    }

    private static boolean isForked(Scope scope, Action<Exception> body) {
        try {
            scope.fork(body);
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    @Test
    void cancelAgainstTheEndOfAShield() throws Exception {
        rounds((scope, rivals) -> {
            var told = new ArrayList<String>();
            var task = scope.fork(() -> {
                Tasks.shielded(HOUR, () -> {
                    rivals.go();
                    if (nextWaitThrows()) told.add("a cancel got in");
                });
                return forever();
            });

            var accepted = rivals.challenge(() -> task.cancel());

            assertThat(Catenary.await(accepted)).as("%s", rivals).isTrue();
            scope.join();
            assertThat(told).as("%s", rivals).isEmpty();
            assertThat(task.isCancelled()).as("%s", rivals).isTrue();
        });
    }

    /** Of a supervisor's child: told to the one who waits for it, or else to the handler, and never to both. */
    @Test
    void cancelOfTheOneWhoWaitsAgainstTheFailure() throws Exception {
        rounds((scope, rivals) -> {
            var thrown = new IOException("of this round");
            var told = new ArrayList<Throwable>();

            Catenary.supervisor(inner -> {
                var child = inner.fork(() -> {
                    Catenary.yieldNow();
                    rivals.go();
                    throw thrown;
                });
                var waiter = inner.fork(() -> {
                    try {
                        child.join();
                    } catch (CompletionException e) {
                        told.add(e.getCause());
                    }
                });
                return rivals.challenge(() -> waiter.cancel());
            });
            Catenary.yieldNow();

            told.addAll(reportedFailures());
            assertThat(told).as("%s", rivals).containsExactly(thrown);
        });
    }
}
