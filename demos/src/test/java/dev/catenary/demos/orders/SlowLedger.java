package dev.catenary.demos.orders;

import dev.catenary.Catenary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger of the loop's plain data whose calls take as long as it is told. */
class SlowLedger implements Ledger {
    final List<Entry> written = new ArrayList<>();
    int summaries;
    private final Duration each;

    SlowLedger(Duration each) {
        this.each = each;
    }

    @Override
    public void write(List<Entry> entries) throws InterruptedException {
        Catenary.sleep(each);
        written.addAll(entries);
    }

    @Override
    public Optional<OrderState> find(long order) throws InterruptedException {
        Catenary.sleep(each);
        return Optional.empty();
    }

    @Override
    public Summary summary(String instrument) throws InterruptedException {
        summaries++;
        Catenary.sleep(each);
        return new Summary(instrument, 0, 0, 0, 0);
    }
}
