package dev.catenary.benchmarks;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of targets.
 *
 * @param ours who does the work: a JMH method as {@code Class.method}, a program's work as {@code peer:work}, or a kind of
 *     {@link Memory}
 * @param peer whom ours is compared with; null where the target is an absolute figure
 * @param target what ours may cost: times the peer, or in {@code unit} where there is no peer
 */
record Row(
        String id,
        String work,
        String unit,
        String ours,
        @Nullable String peer,
        double target,
        List<String> others) {
    static final List<Row> ALL = List.of(
            row("1", "ping-pong, Java bodies, round trip", "PingPong.catenary", "PingPong.kotlinx", 1.0)
                    .and(
                            "PingPong.jox",
                            "PingPong.virtualThreads",
                            "go:ping-pong",
                            "asyncio:ping-pong",
                            "uvloop:ping-pong"),
            row("2", "ping-pong, Kotlin coroutines, round trip", "PingPong.catenaryCoroutines", "PingPong.kotlinx", 0.9)
                    .and("go:ping-pong"),
            row("3", "spawn and join, Java bodies", "SpawnAndJoin.catenary", "SpawnAndJoin.kotlinx", 0.4)
                    .and(
                            "SpawnAndJoin.catenaryCoroutines",
                            "SpawnAndJoin.virtualThreads",
                            "SpawnAndJoin.completableFuture",
                            "go:spawn",
                            "asyncio:spawn",
                            "uvloop:spawn"),
            row("4", "buffered(64) channel, one loop", "BufferedChannel.catenary", "BufferedChannel.kotlinx", 0.5)
                    .and(
                            "BufferedChannel.catenaryCoroutines",
                            "BufferedChannel.jox",
                            "BufferedChannel.virtualThreads",
                            "go:buffered",
                            "asyncio:buffered",
                            "uvloop:buffered"),
            row(
                            "5",
                            "buffered(64) channel, two loops",
                            "BufferedChannel.catenaryTwoLoops",
                            "BufferedChannel.kotlinxTwoThreads",
                            1.0)
                    .and("BufferedChannel.jox", "BufferedChannel.virtualThreads", "go:buffered-two-threads"),
            row("6", "give up the turn", "GiveUpTheTurn.catenary", "GiveUpTheTurn.kotlinx", 1.2)
                    .and(
                            "GiveUpTheTurn.catenaryCoroutines",
                            "GiveUpTheTurn.virtualThreads",
                            "go:yield",
                            "asyncio:yield",
                            "uvloop:yield"),
            row(
                            "7",
                            "call a suspend function that does not suspend",
                            "CallASuspendFunction.catenaryAtOnce",
                            "CallASuspendFunction.kotlinxAtOnce",
                            0.1)
                    .and("CallASuspendFunction.catenaryAtOnceInATask"),
            row(
                    "8",
                    "call a suspend function that suspends once",
                    "CallASuspendFunction.catenarySuspended",
                    "CallASuspendFunction.kotlinxSuspended",
                    0.8),
            row("9a", "mutex, uncontended", "Uncontended.catenaryMutex", "Uncontended.kotlinxMutex", 1.5)
                    .and("Uncontended.catenaryMutexHeld", "Uncontended.jdkMutex", "asyncio:mutex", "uvloop:mutex"),
            row("9b", "semaphore, uncontended", "Uncontended.catenarySemaphore", "Uncontended.kotlinxSemaphore", 1.5)
                    .and("Uncontended.jdkSemaphore"),
            row("10", "mutex hand-off, 4 tasks of one loop", "Contended.catenary", "Contended.kotlinx", 1.0)
                    .and(
                            "Contended.catenaryCoroutines",
                            "Contended.virtualThreads",
                            "go:contended",
                            "asyncio:contended",
                            "uvloop:contended"),
            row("11", "timeout set and cancelled", "TimeLimit.catenary", "TimeLimit.kotlinx", 0.5)
                    .and("TimeLimit.completableFuture", "asyncio:timeout", "uvloop:timeout"),
            row("12", "1,000,000 sleepers, over the ideal second, each", "Sleepers.catenary", "go:sleepers", 1.0)
                    .and(
                            "Sleepers.catenaryCoroutines",
                            "Sleepers.kotlinx",
                            "Sleepers.virtualThreads",
                            "asyncio:sleepers",
                            "uvloop:sleepers"),
            bytes("13a", "memory of a waiting Kotlin task", "memory:catenaryCoroutines", 350)
                    .and("memory:kotlinx"),
            bytes("13b", "memory of a waiting Java task", "memory:catenary", 1_000)
                    .and("memory:virtualThreads"),
            row("14", "gather 1,000 tasks", "Gathered.catenary", "Gathered.kotlinx", 1.0)
                    .and("Gathered.completableFuture", "asyncio:gather", "uvloop:gather"),
            row("15", "select over two channels", "Selecting.catenary", "Selecting.kotlinx", 1.0)
                    .and("Selecting.jox", "go:select"),
            row("16", "element through a stream of 3 operators", "Streaming.catenary", "Streaming.kotlinx", 1.2)
                    .and(
                            "Streaming.catenaryGenerated",
                            "Streaming.catenaryBridged",
                            "Streaming.reactor",
                            "Streaming.mutiny"));

    private static Row row(String id, String work, String ours, String peer, double target) {
        return new Row(id, work, "ns", ours, peer, target, List.of());
    }

    private static Row bytes(String id, String work, String ours, double target) {
        return new Row(id, work, "B", ours, null, target, List.of());
    }

    private Row and(String... others) {
        return new Row(id, work, unit, ours, peer, target, List.of(others));
    }

    /** Ours and the peer it is compared with. */
    Stream<String> opponents() {
        return Stream.of(ours, peer).filter(it -> it != null);
    }

    Stream<String> all() {
        return Stream.concat(opponents(), others.stream());
    }
}
