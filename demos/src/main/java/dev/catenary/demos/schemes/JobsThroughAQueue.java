package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.WorkQueue;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** A producer and a consumer with a queue between them; the producer waits while the queue is full. */
public final class JobsThroughAQueue implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        WorkQueue<Integer> jobs = WorkQueue.bounded(2);
        scope.fork(
                "consumer",
                () -> jobs.forEach(job -> {
                    Catenary.sleep(Duration.ofSeconds(1));
                    out.line("Job %d done", job);
                }));

        for (int job = 1; job <= 4; job++) {
            jobs.put(job);
            out.line("Job %d in the queue", job);
        }
        jobs.shutdown();
    }
}
