package dev.catenary.contract.structured;

/** What races are made of. */
final class Races {
    private static volatile int sink;

    private Races() {}

    /** Computes for a moment, some nanoseconds for each of {@code steps}. */
    static void spin(int steps) {
        var value = sink;
        for (int i = 0; i < steps * 10; i++) value = value * 31 + i;
        sink = value;
    }
}
