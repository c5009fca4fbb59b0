package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.kotlin.Facade;
import dev.catenary.kotlin.Suspend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Kotlin's word on null is kept at a facade, whichever side breaks it. */
class NullsTest extends OnEveryCarrier {
    interface InJava {
        String read(@Nullable String title) throws InterruptedException;

        @Nullable String find(@Nullable String title) throws InterruptedException;

        int size(@Nullable String title);

        String wait(Duration delay, @Nullable String title) throws InterruptedException;

        Object some(@Nullable Object value) throws InterruptedException;

        @Nullable Object any(@Nullable Object value) throws InterruptedException;
    }

    interface Later {
        Task<String> read(@Nullable String title);
    }

    @Test
    void nullForAParameterThatMustNotBeNullIsRefusedAtTheCall() throws Exception {
        var notes = Facade.of(InJava.class, Readers.notes());
        run(scope -> {
            assertThatThrownBy(() -> notes.read(null))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage(
                            "null was given for parameter 'title' of Believing.read(String), which Kotlin declares non-null");
            assertThatThrownBy(() -> notes.size(null)).hasMessageContaining("'title' of Believing.size(String)");
            assertThatThrownBy(() -> notes.wait(HOUR, null))
                    .hasMessageContaining("'title' of Believing.wait(long, String)");
            assertThatThrownBy(() -> notes.some(null)).hasMessageContaining("'value' of Believing.some(Object)");
            return null;
        });
    }

    @Test
    void nullIsRefusedBeforeATaskBegins() throws Exception {
        var notes = Facade.of(Later.class, Readers.notes());
        run(scope -> {
            assertThatThrownBy(() -> notes.read(null))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageContaining("'title' of Believing.read(String)");
            assertThat(scope.children()).isEmpty();
            assertThat(notes.read("a").join()).isEqualTo("read");
            return null;
        });
    }

    @Test
    void nullGoesWhereKotlinAllowsIt() throws Exception {
        var notes = Facade.of(InJava.class, Readers.notes());
        run(scope -> {
            assertThat(notes.find(null)).isNull();
            assertThat(notes.any(null)).isNull();
            return null;
        });
    }

    /** Gives null, at once, later, or as a stage. */
    public static class Giving {
        public @Nullable String read(String title) {
            return null;
        }

        public @Nullable String find(@Nullable String title) {
            return null;
        }

        public @Nullable Integer size(String title) {
            return null;
        }

        public @Nullable String label(String title) {
            return null;
        }

        public @Nullable String wait(Duration delay, String title) {
            return null;
        }

        public CompletionStage<@Nullable Object> some(Object value) {
            return CompletableFuture.completedFuture(null);
        }

        public @Nullable Object any(@Nullable Object value) {
            return null;
        }
    }

    @Test
    void nullThatJavaGivesWhereKotlinPromisesAValueFails() throws Exception {
        var notes = Facade.suspending(Notes.class, new Giving());
        run(scope -> {
            assertThatThrownBy(() -> Suspend.<String>call(k -> Readers.read(notes, k)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("Giving.read(String) gave null, and Notes.read(String) is declared to give no null in"
                            + " Kotlin");
            assertThatThrownBy(() -> Suspend.<Object>call(k -> Readers.some(notes, k)))
                    .cause()
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageStartingWith("Giving.some(Object) gave null, and Notes.some(Object)");
            assertThatThrownBy(() -> Readers.label(notes))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageStartingWith("Giving.label(String) gave null, and Notes.label(String)");
            assertThatThrownBy(() -> notes.size("a"))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageStartingWith("Giving.size(String) gave null, and Notes.size(String)");
            return null;
        });
    }

    @Test
    void nullThatJavaGivesWhereKotlinExpectsItArrives() throws Exception {
        var notes = Facade.suspending(Notes.class, new Giving());
        run(scope -> {
            assertThat(Suspend.<@Nullable String>call(k -> Readers.find(notes, k)))
                    .isNull();
            assertThat(Suspend.<@Nullable Object>call(k -> Readers.any(notes, k)))
                    .isNull();
            return null;
        });
    }
}
