package dev.catenary;

/** What {@link EventLoop#schedule} gives back: a callback that has not run yet can be taken back. */
public interface Handle {
    /**
     * Takes the callback back. A cancelled timer leaves the loop's memory at once.
     *
     * @return true if the callback will not run; false if it runs, has run, or was cancelled before
     */
    boolean cancel();

    boolean isCancelled();
}
