package dev.catenary.demos.course.ch11theory;

import java.time.Duration;

/** What the loop of the tutorial and the real one have in common. */
interface CallbackLoop {
    void callSoon(Runnable callback);

    void callLater(Duration delay, Runnable callback);

    Duration now();
}
