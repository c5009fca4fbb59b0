package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.TASK_LOCAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.TaskLocal;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A value that belongs to a task, and to those it forks from then on. */
@Proves(TASK_LOCAL)
class TaskLocalTest extends OnEveryCarrier {
    private final TaskLocal<String> user = TaskLocal.create("user");

    @Test
    void unsetLocalHasNoValue() throws Exception {
        run(scope -> {
            assertThat(user.isSet()).isFalse();
            assertThat(user.<String>getOrElse("nobody")).isEqualTo("nobody");
            assertThat(user.<String>getOrElse(null)).isNull();
            assertThatThrownBy(user::get)
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("user");
            assertThat(user.name()).isEqualTo("user");
            return null;
        });
    }

    @Test
    void setLocalStaysForTheRestOfTheTask() throws Exception {
        run(scope -> {
            user.set("ada");
            Catenary.sleep(SECOND);

            assertThat(user.get()).isEqualTo("ada");
            assertThat(user.isSet()).isTrue();
            assertThat(user.<String>getOrElse("nobody")).isEqualTo("ada");
            return null;
        });
    }

    @Test
    void forkedTaskInheritsWhatItsParentHadAtThatMoment() throws Exception {
        run(scope -> {
            user.set("ada");
            var child = scope.fork(() -> user.get());
            var stage = scope.forkStage(() -> CompletableFuture.completedFuture(user.get()));
            user.set("grace");
            var later = scope.fork(() -> user.get());

            assertThat(child.join()).isEqualTo("ada");
            assertThat(stage.join()).isEqualTo("ada");
            assertThat(later.join()).isEqualTo("grace");
            return null;
        });
    }

    @Test
    void changesOfAChildAreInvisibleToItsParent() throws Exception {
        run(scope -> {
            user.set("ada");
            scope.fork(() -> {
                user.set("grace");
                Catenary.yieldNow();
                assertThat(user.get()).isEqualTo("grace");
                assertThat(scope.fork(() -> user.get()).join()).isEqualTo("grace");
            });
            scope.join();

            assertThat(user.get()).isEqualTo("ada");
            return null;
        });
    }

    @Test
    void tasksThatTakeTurnsKeepTheirOwnValues() throws Exception {
        run(scope -> {
            for (int i = 0; i < 10; i++) {
                var name = "user " + i;
                scope.fork(() -> {
                    user.set(name);
                    for (int turn = 0; turn < 5; turn++) {
                        Catenary.yieldNow();
                        assertThat(user.get()).isEqualTo(name);
                    }
                });
            }
            return null;
        });
    }

    @Test
    void withSetsTheLocalForItsBodyOnly() throws Exception {
        run(scope -> {
            var value = user.with("ada", () -> {
                Catenary.yieldNow();
                assertThat(user.get()).isEqualTo("ada");
                user.with("grace", () -> {
                    user.set("joan");
                    assertThat(user.get()).isEqualTo("joan");
                    return null;
                });
                return user.get();
            });

            assertThat(value).isEqualTo("ada");
            assertThat(user.isSet()).isFalse();
            return null;
        });
    }

    @Test
    void withTakesTheLocalBackAfterAFailure() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            user.set("ada");

            assertThatThrownBy(() -> user.with("grace", () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);

            assertThat(user.get()).isEqualTo("ada");
            return null;
        });
    }

    @Test
    void scopeInsideSharesTheLocalsOfItsTask() throws Exception {
        run(scope -> {
            user.set("ada");
            Catenary.scope(inner -> {
                assertThat(user.get()).isEqualTo("ada");
                user.set("grace");
                return inner.fork(() -> note(user.get()));
            });

            assertThat(user.get()).isEqualTo("grace");
            assertThat(events()).containsExactly("grace");
            return null;
        });
    }

    @Test
    void offloadedBodyHasTheValueOfItsCaller() throws Exception {
        run(scope -> {
            user.set("ada");

            assertThat(Catenary.<String, RuntimeException>offload(user::get)).isEqualTo("ada");
            assertThat(Catenary.offloadAsync(user::get).join()).isEqualTo("ada");
            return null;
        });
    }

    @Test
    void callbackHasNoLocals() throws Exception {
        run(scope -> {
            user.set("ada");
            scope.loop().execute(() -> note("set: " + user.isSet()));
            Catenary.yieldNow();
            return null;
        });
        assertThat(events()).containsExactly("set: false");
    }

    @Test
    void localsOfOneNameAreTwo() throws Exception {
        var other = TaskLocal.<String>create("user");
        run(scope -> {
            user.set("ada");

            assertThat(other.isSet()).isFalse();
            return null;
        });
    }

    @Test
    void threadThatIsNoTasksHasNoLocals() {
        assertThat(user.isSet()).isFalse();
        assertThat(user.<String>getOrElse("nobody")).isEqualTo("nobody");
        assertThatThrownBy(user::get).isExactlyInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> user.set("ada"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "TaskLocal.set of 'user' was called on a thread that is no task's: call it in the body of a task");
    }

    @Test
    void nullIsNeverAValue() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> user.set(null)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> user.with(null, () -> 1)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> user.with("ada", null)).isExactlyInstanceOf(NullPointerException.class);
            return null;
        });
    }
}
