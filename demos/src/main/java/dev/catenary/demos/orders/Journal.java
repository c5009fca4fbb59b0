package dev.catenary.demos.orders;

import dev.catenary.Broadcast;
import dev.catenary.Channel;
import dev.catenary.Promise;
import dev.catenary.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries to the ledger in the order in which they were added, and tells the feed what has been written. While one
 * batch is being written the next one gathers, so it writes more at a time the more there is to write.
 */
final class Journal {
    private static final int BATCH = 512;

    private final Channel<Line> lines = Channel.unlimited("journal");
    private final Ledger ledger;
    private final Broadcast<Tick> feed;
    private long lastTold; // the loop's turn

    Journal(Ledger ledger, Broadcast<Tick> feed) {
        this.ledger = ledger;
        this.feed = feed;
    }

    /** Never waits. The task ends when the entry has been written; cancelling it has no effect on that. */
    Task<@Nullable Void> add(Entry entry, List<Tick> ticks) {
        var line = new Line(entry, List.copyOf(ticks), Promise.create("written"));
        lines.trySend(line);
        return line.written;
    }

    /** What is added before this is still written. */
    void close() {
        lines.close();
    }

    /** Writes until the journal is closed and all is written. */
    void write() throws SQLException, InterruptedException {
        lines.forEach(first -> {
            var batch = withThoseBehind(first);
            ledger.write(batch.stream().map(Line::entry).toList());
            for (var line : batch) {
                line.ticks.forEach(this::tell);
                line.written.complete(null);
            }
        });
    }

    private void tell(Tick tick) {
        feed.trySend(tick);
        if (tick instanceof Trade trade) lastTold = trade.number();
    }

    /** The number of the last trade the feed was told. */
    long lastTold() {
        return lastTold;
    }

    private List<Line> withThoseBehind(Line first) {
        var batch = new ArrayList<Line>();
        batch.add(first);
        while (batch.size() < BATCH && lines.stats().size() > 0)
            lines.tryReceive().ifPresent(batch::add);
        return batch;
    }

    private record Line(Entry entry, List<Tick> ticks, Promise<@Nullable Void> written) {}
}
