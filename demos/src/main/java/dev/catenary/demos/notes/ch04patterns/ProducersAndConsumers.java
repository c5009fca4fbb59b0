package dev.catenary.demos.notes.ch04patterns;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.WorkQueue;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Two producers, three consumers, a queue of five places, and what went through it. */
public final class ProducersAndConsumers implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var line = new Line(out);
        var producers = List.of(
                scope.fork("P0", () -> line.produce("P0", 4)), //
                scope.fork("P1", () -> line.produce("P1", 4)));
        for (var consumer : List.of("C0", "C1", "C2")) scope.fork(consumer, () -> line.consume(consumer));

        Tasks.gather(producers);
        out.line("All producers have ended");
        line.queue.join();
        out.line("Everything is consumed");
        line.queue.shutdown();
        scope.join();
        out.line("Statistics: %d produced, %d consumed, %s", line.produced, line.consumed, line.queue.stats());
    }

    /** What producers and consumers share. They are tasks of one loop, so that plain fields do. */
    private static final class Line {
        private static final int CAPACITY = 5;

        private final WorkQueue<String> queue = WorkQueue.bounded(CAPACITY);
        private final Random random = new Random(1);
        private final Output out;
        private int produced;
        private int consumed;

        Line(Output out) {
            this.out = out;
        }

        void produce(String producer, int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                work(100, 500);
                var item = "product " + producer + "/" + i;
                queue.put(item);
                produced++;
                report(producer, "produced", item);
            }
        }

        void consume(String consumer) throws InterruptedException {
            queue.forEach(item -> {
                work(200, 800);
                consumed++;
                report(consumer, "consumed", item);
            });
        }

        private void work(int fromMillis, int toMillis) throws InterruptedException {
            Catenary.sleep(Duration.ofMillis(fromMillis + random.nextInt(toMillis - fromMillis)));
        }

        private void report(String who, String did, String item) {
            out.line("[%s] %s %s (queue: %d/%d)", who, did, item, queue.size(), CAPACITY);
        }
    }
}
