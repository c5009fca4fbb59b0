package dev.catenary.client;

import dev.catenary.Broadcast;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.Event;
import dev.catenary.Hot;
import dev.catenary.Latest;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Receiver;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.Sender;
import dev.catenary.Task;
import dev.catenary.ThrowingConsumer;
import dev.catenary.WorkQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Values on their way from one task to another. */
final class Channels {
    private Channels() {}

    static List<String> lines() throws InterruptedException {
        Channel<String> lines = Channel.buffered("lines", 1);
        var received = new ArrayList<String>();
        ThrowingConsumer<String, RuntimeException> receive = received::add;
        return Catenary.run(scope -> {
            Receiver<String> receiver = lines;
            scope.fork(() -> {
                try (Sender<String> sender = lines) {
                    for (var line : List.of("one", "two", "three")) sender.send(line);
                }
            });
            receiver.forEach(receive);
            Channel.Stats stats = lines.stats();
            received.add(stats.received() + " in all");
            return received;
        });
    }

    static String closedWithACause() throws InterruptedException {
        Channel<String> lines = Channel.unlimited();
        lines.close(new IOException("upstream"));
        try {
            return lines.receive();
        } catch (ChannelClosedException closed) {
            return closed.getCause().getMessage();
        }
    }

    static String selected() throws InterruptedException {
        Channel<String> in = Channel.conflated();
        Channel<String> out = Channel.rendezvous();
        WorkQueue<String> jobs = WorkQueue.unbounded();
        return Catenary.run(scope -> {
            Task<Integer> never = Promise.create("never");
            var select = Select.<String>of()
                    .onReceive(in, line -> "line " + line)
                    .onSend(out, "value", () -> "sent")
                    .onGet(jobs, job -> "job " + job)
                    .onEnd(never, outcome -> "ended")
                    .onAcquire(Semaphore.of(0), held -> "permit")
                    .onSet(Event.create(), () -> "set")
                    .onTimeout(Duration.ofHours(1), () -> "idle");
            in.send("one");
            var first = select.await();
            var lock = Select.<String>of().onAcquire(Mutex.create(), held -> {
                held.close();
                return "lock";
            });
            return first + ", " + lock.tryNow().orElse("taken");
        });
    }

    static List<Integer> byPriority() throws InterruptedException {
        WorkQueue<Integer> jobs = WorkQueue.priority(job -> job);
        for (int job : new int[] {3, 1, 2}) jobs.put(job);
        var done = new ArrayList<Integer>();
        while (jobs.size() > 0) {
            done.add(jobs.get());
            jobs.taskDone();
        }
        jobs.join();
        WorkQueue.Stats stats = jobs.stats();
        return stats.unfinished() == 0 ? done : List.of();
    }

    static List<String> toAll() throws InterruptedException {
        Broadcast<String> news = Broadcast.create(8, Broadcast.WhenFull.WAIT);
        Receiver<String> one = news.subscribe();
        Receiver<String> other = news.subscribe();
        news.send("news");
        Broadcast.Stats stats = news.stats();
        return List.of(one.receive(), other.receive(), "to " + stats.subscribers());
    }

    static String latest() throws InterruptedException {
        Latest<String> weather = Latest.of("weather", "rain");
        Hot<String> seen = weather;
        try (Receiver<String> watcher = seen.subscribe()) {
            weather.update(now -> now + ", then sun");
            return watcher.receive();
        }
    }
}
