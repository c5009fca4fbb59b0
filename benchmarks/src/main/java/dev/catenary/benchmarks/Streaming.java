package dev.catenary.benchmarks;

import dev.catenary.AsyncStream;
import dev.catenary.Generator;
import dev.catenary.kotlin.Coroutines;
import io.smallrye.mutiny.Multi;
import java.util.Iterator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import reactor.core.publisher.Flux;

/** Elements through three operators (map, filter, map) to a sum. */
public class Streaming extends OnALoop {
    static final int ELEMENTS = 100_000;

    /** From what makes each number when it is asked for, as the flow does: nothing waits. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void catenary() throws Exception {
        onLoop(scope -> sum(AsyncStream.from(Numbers::new)));
    }

    private static final class Numbers implements Iterator<Integer> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < ELEMENTS;
        }

        @Override
        public Integer next() {
            return next++;
        }
    }

    /** From a generator, a task of its own, which waits until each element is asked for. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void catenaryGenerated() throws Exception {
        Generator<Integer> numbers = out -> {
            for (int i = 0; i < ELEMENTS; i++) out.emit(i);
        };
        onLoop(scope -> sum(AsyncStream.generate(numbers)));
    }

    /** From a Kotlin flow, collected by a coroutine of its own. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void catenaryBridged() throws Exception {
        onLoop(scope -> sum(Coroutines.stream(StreamingCoroutines.numbers(ELEMENTS))));
    }

    private static Long sum(AsyncStream<Integer> numbers) throws InterruptedException {
        return numbers.map(i -> i + 1).filter(i -> i % 2 == 0).map(i -> i * 3).fold(0L, (sum, i) -> sum + i);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public long kotlinx() {
        return StreamingCoroutines.sum(ELEMENTS);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Long reactor() {
        return Flux.range(0, ELEMENTS)
                .map(i -> i + 1)
                .filter(i -> i % 2 == 0)
                .map(i -> i * 3)
                .reduce(0L, (sum, i) -> sum + i)
                .block();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Long mutiny() {
        return Multi.createFrom()
                .range(0, ELEMENTS)
                .map(i -> i + 1)
                .filter(i -> i % 2 == 0)
                .map(i -> i * 3)
                .collect()
                .in(() -> new long[1], (sum, i) -> sum[0] += i)
                .await()
                .indefinitely()[0];
    }
}
