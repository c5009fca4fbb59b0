package dev.catenary.demos.notes.ch04patterns;

import dev.catenary.WaitQueue;

/** What a semaphore comes to on top of a queue of waiters. For tasks of one loop: it counts on their turns. */
final class HandMadeSemaphore {
    private final WaitQueue<String> waiters = WaitQueue.create("permits");
    private int permits;

    HandMadeSemaphore(int permits) {
        this.permits = permits;
    }

    void acquire() throws InterruptedException {
        if (permits > 0) permits--;
        else waiters.await(); // throws only if no signal was given to it
    }

    /** Hands the permit to who has waited longest: it is never free in between, where a newcomer could take it. */
    void release() {
        if (!waiters.signal("a permit")) permits++;
    }
}
