package dev.catenary.contract.structured;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** The bodies of one scope: none begins or goes on when that has ended. */
final class Life {
    private final Ledger ledger;
    private final AtomicInteger alive = new AtomicInteger();
    private volatile boolean isOver;

    Life(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The body, watched. */
    <T> Callable<T> of(Callable<T> body) {
        return () -> {
            ledger.bodyBegins();
            alive.incrementAndGet();
            if (isOver) ledger.broken("a body began after its scope had ended");
            try {
                return body.call();
            } finally {
                alive.decrementAndGet();
                ledger.bodyEnds();
            }
        };
    }

    void ends() {
        isOver = true;
        if (alive.get() > 0) ledger.broken(alive + " bodies outlive their scope");
    }
}
