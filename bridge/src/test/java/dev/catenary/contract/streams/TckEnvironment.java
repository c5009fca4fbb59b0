package dev.catenary.contract.streams;

import org.reactivestreams.tck.TestEnvironment;

/** The Reactive Streams TCK waits in real time: how long for a signal, and how long to see that none comes. */
final class TckEnvironment {
    private static final long SIGNAL_MILLIS = 1_000;
    private static final long SILENCE_MILLIS = 50;
    private static final long POLL_MILLIS = 20;

    private TckEnvironment() {}

    static TestEnvironment create() {
        return new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS, POLL_MILLIS);
    }
}
