package dev.catenary.demos.mixed;

/** A service that serves until it is closed. */
public interface Served extends AutoCloseable {
    String address();

    @Override
    void close();
}
