package dev.catenary.benchmarks;

import java.util.List;

/**
 * How a cost grows with a number.
 *
 * @param benchmarks JMH methods with a parameter {@code n}
 * @param perTask whether an invocation does its work once for each of the {@code n}
 */
record Curve(String name, String of, String against, boolean perTask, List<Integer> numbers, List<String> benchmarks) {
    private static final List<Integer> TASKS = List.of(1_000, 10_000, 100_000, 1_000_000);
    private static final List<Integer> UP_TO_100_000 = List.of(1, 10, 100, 1_000, 10_000, 100_000);

    static final List<Curve> ALL = List.of(
            new Curve(
                    "tasks",
                    "tasks that all work",
                    "tasks",
                    true,
                    TASKS,
                    List.of(
                            "GrowthOfTasks.pingPong",
                            "GrowthOfTasks.floor",
                            "GrowthOfTasks.pingPongCoroutines",
                            "GrowthOfTasks.pingPongKotlinx",
                            "GrowthOfTasks.spawnAndJoin",
                            "GrowthOfTasks.spawnAndJoinKotlinx",
                            "GrowthOfTasks.buffered")),
            new Curve(
                    "sleepers",
                    "tasks that sleep for a second, over that second",
                    "tasks",
                    true,
                    TASKS,
                    List.of("Sleepers.catenary", "Sleepers.catenaryCoroutines", "Sleepers.kotlinx")),
            new Curve(
                    "bystanders",
                    "ping-pong beside tasks that merely exist",
                    "waiting tasks",
                    false,
                    TASKS,
                    List.of("GrowthOfBystanders.pingPong")),
            new Curve(
                    "waiters",
                    "waiters on one primitive",
                    "waiters",
                    false,
                    UP_TO_100_000,
                    List.of("GrowthOfWaiters.handOff", "GrowthOfWaiters.cancel")),
            new Curve(
                    "timers",
                    "a time limit set and cancelled beside timers",
                    "timers",
                    false,
                    UP_TO_100_000,
                    List.of("GrowthOfTimers.setAndCancel")),
            new Curve(
                    "loops",
                    "ping-pong on several loops at once, per round trip",
                    "loops",
                    false,
                    List.of(1, 2, 3, 4),
                    List.of("GrowthOfLoops.pingPong")));
}
