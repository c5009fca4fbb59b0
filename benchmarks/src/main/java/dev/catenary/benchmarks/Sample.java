package dev.catenary.benchmarks;

/**
 * What one run of one benchmark came to.
 *
 * @param cost in nanoseconds, or in bytes where memory is measured
 * @param bytes allocated for an operation; NaN where that is not known
 */
record Sample(double cost, double bytes) {
    Sample(double cost) {
        this(cost, Double.NaN);
    }
}
