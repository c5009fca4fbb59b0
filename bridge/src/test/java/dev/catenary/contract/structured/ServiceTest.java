package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A task that says when it is ready. */
@Proves(SERVICE)
class ServiceTest extends StructuredSuite {
    @Test
    void starterWaitsUntilTheServiceIsReady() throws Exception {
        run(scope -> {
            var port = scope.<Integer>startService("server", ready -> {
                points.reach(1);
                Catenary.sleep(SECOND);
                ready.complete(8080);
                points.reach(2);
                Catenary.sleep(HOUR);
                points.reach(4);
            });

            points.reach(3);
            assertThat(port).isEqualTo(8080);
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            assertThat(scope.children()).extracting(Task::name).containsExactly("server");
            return null;
        });
        points.end(5);
        assertThat(clock.elapsed()).isEqualTo(HOUR.plusSeconds(1));
    }

    @Test
    void readinessMayBeSaidByAnother() throws Exception {
        run(scope -> {
            var given = scope.<String>startService("server", ready -> {
                scope.fork(() -> ready.complete(after(SECOND, "ready")));
                Catenary.sleep(HOUR);
            });

            assertThat(given).isEqualTo("ready");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void failureBeforeItIsReadyIsTheStarters() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> scope.<String>startService("server", ready -> failAfter(SECOND, failure)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);

            assertThat(scope.isCancelled()).isFalse();
            assertThat(scope.children()).isEmpty();
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    void failureAfterItWasReadyIsTheScopes() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.<String>startService("server", ready -> {
                        ready.complete("ready");
                        failAfter(SECOND, failure);
                    });
                    points.reach(1);
                    return forever();
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure);
        points.end(2);
    }

    @Test
    void serviceMaySayThatItWillNeverBeReady() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> scope.<String>startService("server", ready -> {
                        ready.fail(failure);
                        points.reach(1);
                    }))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            points.end(2);
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    void serviceThatEndsWithoutBeingReadyIsAFailureOfTheStarter() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> scope.<String>startService("server", ready -> Catenary.sleep(SECOND)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("service 'server' ended");
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    void serviceThatIsCancelledBeforeItIsReadyIsMetAsACancellation() throws Exception {
        run(scope -> {
            scope.loop().schedule(SECOND, () -> scope.children().get(0).cancel("no longer needed"));

            assertThatThrownBy(() -> scope.<String>startService("server", ready -> forever()))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            return null;
        });
    }

    @Test
    void cancelOfTheStarterCancelsTheServiceAndWaitsForIt() throws Exception {
        run(scope -> {
            var starter = scope.fork(() -> {
                assertThatThrownBy(() -> scope.<String>startService("server", ready -> unwindSlowly("server")))
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                note("starter");
            });
            Catenary.sleep(SECOND);

            starter.cancel("no longer needed");
            return null;
        });
        assertThat(events()).containsExactly("server unwinds", "server has unwound", "starter");
    }

    @Test
    void timeoutOfTheStarterCancelsTheService() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            SECOND, () -> scope.<String>startService("server", ready -> unwindSlowly("server"))))
                    .isExactlyInstanceOf(TimeoutException.class);
            assertThat(scope.children()).isEmpty();
            return null;
        });
        assertThat(events()).containsExactly("server unwinds", "server has unwound");
    }

    @Test
    void cancelOfAStarterThatIsServedLeavesTheServiceAlone() throws Exception {
        var stopped = Promise.<String>create();
        run(scope -> {
            var starter = scope.fork(() -> {
                scope.<String>startService("server", ready -> {
                    ready.complete("ready");
                    assertThat(stopped.join()).isEqualTo("stop");
                    points.reach(2);
                });
                points.reach(1);
                return forever();
            });
            Catenary.sleep(SECOND);

            starter.cancel();
            assertThatThrownBy(starter::join).isInstanceOf(CancellationException.class);
            stopped.complete("stop");
            return null;
        });
        points.end(3);
    }

    @Test
    void cancelledStarterStartsNothing() throws Exception {
        run(scope -> {
            var starter = scope.fork(() -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                assertThatThrownBy(() -> scope.<String>startService("server", ready -> never()))
                        .isExactlyInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.sleep(SECOND);

            starter.cancel();

            scope.join();
            points.end(2);
            return null;
        });
    }

    @Test
    void serviceInAScopeThatHasEndedIsRefused() throws Exception {
        run(scope -> {
            var ended = Catenary.<dev.catenary.Scope, Exception>scope(inner -> inner);

            assertThatThrownBy(() -> ended.<String>startService("server", ready -> never()))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has ended");
            return null;
        });
    }
}
