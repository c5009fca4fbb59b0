package dev.catenary.testing;

import dev.catenary.Body;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the extension knows of one test. */
final class TestRun {
    private final Supplier<LoopOptions> options;
    private final @Nullable Long seed;
    private @Nullable TestLoop loop;
    private @Nullable MainTask main;
    private @Nullable Surroundings before;
    private volatile @Nullable String treeAtTimeout;

    TestRun(Supplier<LoopOptions> options, @Nullable Long seed) {
        this.options = options;
        this.seed = seed;
    }

    TestLoop loop() {
        var known = loop;
        if (known == null) {
            var given = options.get();
            known = TestLoop.create(seed == null ? given : given.shuffled(seed));
            loop = known;
        }
        return known;
    }

    Scope scope() throws InterruptedException {
        var known = main;
        if (known == null) {
            known = new MainTask(loop());
            main = known;
        }
        return known.scope();
    }

    void lookAround() {
        before = Surroundings.now();
    }

    void run(Body<@Nullable Void, ?> method) throws Throwable {
        if (main == null) method.run();
        else main.run(method);
    }

    /** JUnit is about to interrupt the test. */
    void tookTooLong() {
        if (loop != null) treeAtTimeout = loop.toString();
    }

    /** Adds to a failure what one wants to know of it. */
    Throwable explain(Throwable failure) {
        var tree = treeAtTimeout;
        if (tree != null) failure.addSuppressed(new Note("when the time was up:\n" + tree));
        if (seed != null)
            failure.addSuppressed(new Note("under seed " + seed + "; to run it again: -Dcatenary.seed=" + seed
                    + " or @SeededTest(seeds = " + seed + ")"));
        return failure;
    }

    private static final class Note extends RuntimeException {
        private static final long serialVersionUID = 1;

        Note(String message) {
            super(message, null, false, false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    /** A main task whose test has not come to its method lets its scope end. */
    void end() throws Exception {
        try (var ending = loop) {
            if (main != null && !main.hasBegun()) main.runNothing();
        }
        if (before != null) before.failIfMoreIsLeft();
    }
}
