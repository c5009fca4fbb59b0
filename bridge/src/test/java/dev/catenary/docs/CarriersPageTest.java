package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Carrier;
import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/carriers.md}. */
class CarriersPageTest extends Page {
    CarriersPageTest() {
        super("docs/carriers.md");
    }

    @Test
    void carrierIsChosen() {
        // tag::choose
        LoopOptions options = LoopOptions.named("orders").carrier(Carrier.PLATFORM_THREADS);
        try (EventLoop loop = EventLoop.open(options)) { // throws if this JVM can't offer it, and says what to add
            handle(loop.carrier());
        }
        // end::choose
        assertThat(seen).containsExactly(Carrier.PLATFORM_THREADS);
    }
}
