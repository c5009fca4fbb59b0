package dev.catenary.spi;

/** The service that {@code catenary-bridge} provides. Exactly one is to be found on the class or module path. */
@FunctionalInterface
public interface EngineProvider {
    /** The engine; the same one at each call. */
    Engine engine();
}
