package dev.catenary.insight;

import dev.catenary.EventLoop;
import dev.catenary.spi.Engines;
import java.util.List;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A look at what goes on in all loops of this JVM, or in one.
 *
 * <p>A look never stops anything and never waits for a loop: what it tells of each task was true when it came by, and two
 * tasks may have been looked at some moments apart. All methods may be called from any thread.
 */
public final class Insight {
    private static final String BEAN = "dev.catenary:type=Insight";

    private Insight() {}

    /** All loops that run, with the lines of user code where their tasks wait. */
    public static Snapshot snapshot() {
        return snapshot(Stacks.USER);
    }

    /** All loops that run. A stack costs some microseconds a task; {@link Stacks#NONE} costs a fraction of one. */
    public static Snapshot snapshot(Stacks stacks) {
        return Engines.found().insight().snapshot(Objects.requireNonNull(stacks, "stacks"));
    }

    /** One loop, as {@link #snapshot()} shows it. */
    public static LoopInfo snapshot(EventLoop loop) {
        return snapshot(loop, Stacks.USER);
    }

    /** One loop, as {@link #snapshot(Stacks)} shows it. */
    public static LoopInfo snapshot(EventLoop loop, Stacks stacks) {
        Objects.requireNonNull(loop, "loop");
        return Engines.found().insight().snapshot(loop, Objects.requireNonNull(stacks, "stacks"));
    }

    /**
     * The circles of tasks, of whatever loop, that wait for each other and will do so for ever unless one of them is cancelled
     * or has set itself a time limit. Empty if there are none. The same circles are written to the log, and told to
     * instruments, once each, within some seconds.
     *
     * <p>A wait for a mutex, for the end of a task or of a scope is ended by nobody but its holder, that task, or the children of
     * that scope. A wait for a channel, a semaphore, a condition or another thing that anybody may serve counts only if every task
     * known to have used it on the other side waits too. A thread that is no task's may still serve those.
     */
    public static List<Deadlock> deadlocks() {
        return Engines.found().insight().deadlocks();
    }

    /**
     * Registers an {@link InsightMXBean} as {@code dev.catenary:type=Insight}.
     *
     * @throws IllegalStateException if it is registered there already, or the server refuses it
     */
    public static void register(MBeanServer server) {
        try {
            Objects.requireNonNull(server, "server").registerMBean(new InsightBean(), new ObjectName(BEAN));
        } catch (JMException refused) {
            throw new IllegalStateException("can't register " + BEAN + ": " + refused.getMessage(), refused);
        }
    }
}
