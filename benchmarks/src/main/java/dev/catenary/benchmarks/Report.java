package dev.catenary.benchmarks;

/** To come. */
public final class Report {
    private Report() {}

    public static void main(String[] args) throws Exception {
        org.openjdk.jmh.Main.main(args);
    }
}
