package dev.catenary.contract;

import dev.catenary.Carrier;
import java.util.stream.Stream;

/** The carriers this JVM offers. */
final class Carriers {
    private static final int JDK = Runtime.version().feature();

    private Carriers() {}

    static Stream<Carrier> offered() {
        return Stream.of(Carrier.PLATFORM_THREADS, Carrier.VIRTUAL_THREADS, Carrier.LOOP_CARRIED)
                .filter(Carriers::isOffered);
    }

    /** What is taken where none is asked for: before JDK 24 a monitor keeps the thread of a loop that carries its bodies. */
    static Carrier automatic() {
        if (JDK >= 24 && isOffered(Carrier.LOOP_CARRIED)) return Carrier.LOOP_CARRIED;
        return JDK >= 21 ? Carrier.VIRTUAL_THREADS : Carrier.PLATFORM_THREADS;
    }

    static boolean isOffered(Carrier carrier) {
        return switch (carrier) {
            case AUTOMATIC, PLATFORM_THREADS -> true;
            case VIRTUAL_THREADS -> JDK >= 21;
            case LOOP_CARRIED -> JDK >= 21 && Object.class.getModule().isOpen("java.lang", Carriers.class.getModule());
        };
    }
}
