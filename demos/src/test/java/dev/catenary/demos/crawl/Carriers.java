package dev.catenary.demos.crawl;

import dev.catenary.Carrier;
import java.util.stream.Stream;

/** The carriers this JVM offers. */
final class Carriers {
    private static final int JDK = Runtime.version().feature();

    private Carriers() {}

    static Stream<Carrier> offered() {
        return Stream.of(Carrier.PLATFORM_THREADS, Carrier.VIRTUAL_THREADS, Carrier.LOOP_CARRIED)
                .filter(carrier -> JDK >= 21 || carrier == Carrier.PLATFORM_THREADS)
                .filter(carrier -> carrier != Carrier.LOOP_CARRIED || isOpened());
    }

    private static boolean isOpened() {
        return Object.class.getModule().isOpen("java.lang", Carriers.class.getModule());
    }
}
