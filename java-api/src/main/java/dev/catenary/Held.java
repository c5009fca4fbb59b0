package dev.catenary;

/** What an {@code acquire} gives: closing it, by hand or by {@code try}, gives back what was acquired. */
public interface Held extends AutoCloseable {
    /** Never waits. Closing twice does nothing. */
    @Override
    void close();
}
