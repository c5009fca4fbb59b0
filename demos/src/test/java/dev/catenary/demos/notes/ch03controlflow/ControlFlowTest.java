package dev.catenary.demos.notes.ch03controlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import dev.catenary.testing.TestLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlFlowTest {
    @Test
    void iterationWaitsForEachElement() throws Exception {
        var run = DemoRun.inVirtualTime(new AsyncIteration());

        assertThat(run.lines())
                .containsExactly(
                        "[0.20 s] Number 1",
                        "[0.40 s] Number 2",
                        "[0.60 s] Number 3",
                        "[0.80 s] Number 4",
                        "[1.00 s] Number 5",
                        "As a list: [10, 11, 12, 13, 14]",
                        "The even ones, squared: [100, 144, 196]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void eachIterationBeginsAtTheStart() throws Exception {
        var counter = new Counter(0, 3, Duration.ofSeconds(1));

        var lists = TestLoop.run(scope -> List.of(counter.toList(), counter.toList()));

        assertThat(lists).containsExactly(List.of(0, 1, 2), List.of(0, 1, 2));
    }

    @Test
    void generatorWithABufferWorksWhileItsReaderDoes() throws Exception {
        var run = DemoRun.inVirtualTime(new AsyncGenerator());

        assertThat(run.lines())
                .containsExactly(
                        "--- In turns ---",
                        "Processing A",
                        "Processing B",
                        "Processing C",
                        "Processing D",
                        "Processing E",
                        "That took 2.00 s",
                        "--- The generator runs ahead ---",
                        "Processing A",
                        "Processing B",
                        "Processing C",
                        "Processing D",
                        "Processing E",
                        "That took 1.60 s");
    }

    @Test
    void scopeClosesTheConnection() throws Exception {
        var run = DemoRun.inVirtualTime(new DatabaseConnection());

        assertThat(run.lines())
                .containsExactly(
                        "Connected", "Users: [Ada, Grace]", "Products: [3]", "Disconnected", "The scope has ended");
    }

    @Test
    void whatIsNotCommittedIsRolledBack() throws Exception {
        var run = DemoRun.inVirtualTime(new Transactions());

        assertThat(run.lines())
                .containsExactly(
                        "Connected",
                        "--- One that succeeds ---",
                        "Balances: Ada 30, Grace 70",
                        "--- One that fails ---",
                        "Failed with SQL state 23513",
                        "Balances: Ada 30, Grace 70",
                        "--- One that is cancelled ---",
                        "Balances within it: Ada 30, Grace 80",
                        "task 'transfer' was cancelled: the customer has gone",
                        "Balances: Ada 30, Grace 70",
                        "Disconnected");
    }
}
