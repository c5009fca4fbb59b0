package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.AsyncIterator;
import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import java.time.Duration;
import java.util.Optional;

/** A stream written by hand: the numbers of a range, each after a pause. Each iteration begins at the start. */
record Counter(int start, int end, Duration pause) implements AsyncStream<Integer> {
    @Override
    public AsyncIterator<Integer> iterator() {
        return new Count();
    }

    private final class Count implements AsyncIterator<Integer> {
        private int next = start;

        @Override
        public Optional<Integer> next() throws InterruptedException {
            if (next >= end) return Optional.empty();
            Catenary.sleep(pause);
            return Optional.of(next++);
        }

        @Override
        public void close() {
            next = end;
        }
    }
}
