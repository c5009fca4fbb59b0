package dev.catenary;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Told once how a task ended, by {@link Task#onComplete}.
 *
 * <p>A callback runs on the loop of its task, as a turn of its own. It must not wait: a blocking call in it throws {@link
 * IllegalStateException}. What it throws goes to the loop's {@link FailureHandler}.
 */
public interface Callback<T extends @Nullable Object> {
    void onSuccess(T value);

    /**
     * The task failed or was cancelled.
     *
     * @param failure the failure itself, never wrapped; a {@link java.util.concurrent.CancellationException} if the task
     *     was cancelled
     */
    void onFailure(Throwable failure);

    static <T extends @Nullable Object> Callback<T> of(
            Consumer<? super T> onSuccess, Consumer<? super Throwable> onFailure) {
        Objects.requireNonNull(onSuccess, "onSuccess");
        Objects.requireNonNull(onFailure, "onFailure");
        return new Callback<>() {
            @Override
            public void onSuccess(T value) {
                onSuccess.accept(value);
            }

            @Override
            public void onFailure(Throwable failure) {
                onFailure.accept(failure);
            }
        };
    }
}
