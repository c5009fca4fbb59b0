package dev.catenary;

/**
 * The last resort of an {@link EventLoop}: told once of every failure that nobody else sees, on the loop's thread.
 *
 * <p>If it throws, that failure and the one it was told of are written to the log.
 */
@FunctionalInterface
public interface FailureHandler {
    void handle(FailureReport report);
}
