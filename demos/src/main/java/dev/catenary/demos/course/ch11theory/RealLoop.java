package dev.catenary.demos.course.ch11theory;

import dev.catenary.EventLoop;
import java.time.Duration;

/** The real loop in the words of the tutorial. */
final class RealLoop implements CallbackLoop {
    private final EventLoop loop;
    private final long start;

    RealLoop(EventLoop loop) {
        this.loop = loop;
        this.start = loop.nanoTime();
    }

    @Override
    public void callSoon(Runnable callback) {
        loop.execute(callback);
    }

    @Override
    public void callLater(Duration delay, Runnable callback) {
        loop.schedule(delay, callback);
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(loop.nanoTime() - start);
    }
}
