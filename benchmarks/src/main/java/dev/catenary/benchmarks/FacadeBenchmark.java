package dev.catenary.benchmarks;

import dev.catenary.kotlin.Facade;
import dev.catenary.kotlin.Suspend;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a facade adds to a call of a suspending function that need not suspend: to one with a primitive, and to one with an
 * object. It may be 50 ns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FacadeBenchmark {
    /** As the Kotlin compiler makes it of suspending functions. */
    public static class Functions {
        public Object half(int number, Continuation<? super Integer> k) {
            return number / 2;
        }

        public Object same(String text, Continuation<? super String> k) {
            return text;
        }
    }

    public interface InJava {
        int half(int number) throws InterruptedException;

        String same(String text) throws InterruptedException;
    }

    private final Functions functions = new Functions();
    private final InJava facade = Facade.of(InJava.class, functions);
    private int number = 42;
    private String text = "text";

    @Benchmark
    public int halfDirectly() throws InterruptedException {
        return Suspend.<Integer>call(k -> functions.half(number, k));
    }

    @Benchmark
    public int halfThroughTheFacade() throws InterruptedException {
        return facade.half(number);
    }

    @Benchmark
    public String sameDirectly() throws InterruptedException {
        return Suspend.<String>call(k -> functions.same(text, k));
    }

    @Benchmark
    public String sameThroughTheFacade() throws InterruptedException {
        return facade.same(text);
    }
}
