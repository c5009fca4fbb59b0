package dev.catenary;

import org.jspecify.annotations.Nullable;

/**
 * A failure nobody observed.
 *
 * @param message what failed, in words
 * @param failure the failure itself
 * @param loop the name of the loop
 * @param task the name of the task, or null if it was a callback that failed
 * @param scope the name of the task's scope, or null if it was a callback that failed
 * @param creationSite the line of user code that started the task or gave the callback, where it is known: always for
 *     tasks given to {@link EventLoop#start}, in debug mode for all
 */
public record FailureReport(
        String message,
        Throwable failure,
        String loop,
        @Nullable String task,
        @Nullable String scope,
        @Nullable StackTraceElement creationSite) {}
