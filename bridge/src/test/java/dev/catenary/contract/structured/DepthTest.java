package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.ENDED_CHILD_IS_DROPPED;
import static dev.catenary.contract.features.Feature.NESTED_SCOPES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Action;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Chains of scopes that are deep, and scopes that are wide. */
class DepthTest extends StructuredSuite {
    private int ended;

    /** Scopes that run each in a task of the one before. */
    private int deep() {
        return switch (carrier) {
            case LOOP_CARRIED -> 10_000;
            case VIRTUAL_THREADS -> 3_000;
            default -> 300;
        };
    }

    private int wide() {
        return switch (carrier) {
            case LOOP_CARRIED -> 1_000_000;
            case VIRTUAL_THREADS -> 100_000;
            default -> 50_000;
        };
    }

    private Task<?> nest(Scope scope, int depth, Action<?> innermost) {
        return scope.fork(() -> {
            try {
                if (depth == 1) innermost.run();
                else Catenary.scope(inner -> nest(inner, depth - 1, innermost));
            } finally {
                ended++;
            }
        });
    }

    @Test
    @Proves(NESTED_SCOPES)
    void cancelAtTheRootEndsAllOfAChain() throws Exception {
        run(scope -> {
            var root = nest(scope, deep(), () -> unwindSlowly("innermost"));
            Catenary.sleep(SECOND);
            assertThat(ended).isZero();

            root.cancel();

            scope.join();
            assertThat(root.isCancelled()).isTrue();
            return null;
        });
        assertThat(ended).isEqualTo(deep());
        assertThat(events()).containsExactly("innermost unwinds", "innermost has unwound");
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(NESTED_SCOPES)
    void timeoutAroundAChainEndsAllOfIt() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            SECOND, () -> Catenary.scope(inner -> nest(inner, deep(), () -> forever()))))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
        assertThat(ended).isEqualTo(deep());
    }

    @Test
    @Proves(NESTED_SCOPES)
    void failureAtTheEndOfAChainComesOutAtItsRoot() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> nest(inner, deep(), () -> failAfter(SECOND, failure))))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .satisfies(e -> assertThat(everythingIn(e)).contains(failure))
                    .satisfies(e -> assertThat(e.getMessage()).contains("boom").hasSizeLessThan(1_000));
            return null;
        });
        assertThat(ended).isEqualTo(deep());
    }

    @Test
    @Proves(ENDED_CHILD_IS_DROPPED)
    void childrenOfAScopeMayBeAMillion() throws Exception {
        run(scope -> {
            for (int i = 0; i < wide(); i++) scope.fork(() -> ended++);
            scope.join();

            assertThat(ended).isEqualTo(wide());
            assertThat(scope.children()).isEmpty();
            return null;
        });
    }

    @Test
    @Proves(ENDED_CHILD_IS_DROPPED)
    void childrenThatHaveEndedLeaveNoMemoryBehind() throws Exception {
        run(scope -> {
            var samples = new ArrayList<WeakReference<Task<?>>>();
            for (int i = 0; i < wide(); i++) {
                var task = scope.fork(() -> new byte[10_000]);
                if (i % 1_000 == 0) {
                    samples.add(new WeakReference<>(task));
                    Catenary.yieldNow();
                }
            }
            scope.join();

            // each idle worker may remember the last task that it ran
            assertThat(alive(samples)).isLessThanOrEqualTo(2);
            return null;
        });
    }

    private static long alive(List<WeakReference<Task<?>>> references) {
        for (int i = 0; i < 10; i++) {
            System.gc();
            var alive = references.stream().filter(it -> it.get() != null).count();
            if (alive <= 2) return alive;
        }
        return references.stream().filter(it -> it.get() != null).count();
    }

    @Test
    @Proves(ENDED_CHILD_IS_DROPPED)
    void cancelOfAWideScopeEndsAllOfIt() throws Exception {
        var many = wide() / 50;
        run(scope -> {
            Catenary.scope(inner -> {
                for (int i = 0; i < many; i++)
                    inner.fork(() -> {
                        try {
                            forever();
                        } finally {
                            ended++;
                        }
                    });
                Catenary.sleep(SECOND);
                inner.cancel();
                return null;
            });
            return null;
        });
        assertThat(ended).isEqualTo(many);
    }
}
