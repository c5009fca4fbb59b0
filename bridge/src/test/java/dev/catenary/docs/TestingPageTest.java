package dev.catenary.docs;

import static dev.catenary.testing.CatenaryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.testing.CatenaryExtension;
import dev.catenary.testing.Checkpoints;
import dev.catenary.testing.SeededTest;
import dev.catenary.testing.Sequencer;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The snippets of {@code docs/testing.md}; with {@code -Ddocs.update=true} it writes them into the page. */
class TestingPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", "."), "..");
    private static final Path PAGE = PROJECT.resolve("docs/testing.md");
    private static final Path TEST = PROJECT.resolve("bridge/src/test/java/dev/catenary/docs/TestingPageTest.java");

    @Test
    void snippetsOfThePageAreRegionsOfThisTest() throws IOException {
        var snippets = new Snippets(Files.readAllLines(TEST));
        var written = snippets.into(Files.readAllLines(PAGE));

        if (Boolean.getBoolean("docs.update")) Files.write(PAGE, written);

        assertThat(Files.readAllLines(PAGE))
                .as("docs/testing.md against the test. Renew the page with: mvn verify -Ddocs.update=true")
                .isEqualTo(written);
        assertThat(snippets.unused()).isEmpty();
    }

    /** What the tests on the page test: tells a channel once an hour that it is there. */
    private record Heart(Channel<String> beats) {
        Void beat() throws InterruptedException {
            while (true) {
                Catenary.sleep(Duration.ofHours(1));
                beats.send("beat");
            }
        }
    }

    @Nested
    // tag::extension
    @ExtendWith(CatenaryExtension.class)
    class HeartTest {
        private final Channel<String> beats = Channel.rendezvous();

        @Test
        void beatsOnceAnHour(Scope scope, TestLoop loop) throws Exception {
            scope.background().fork(() -> new Heart(beats).beat());

            assertThat(beats.receive()).isEqualTo("beat"); // an hour later, at once
            assertThat(loop.clock().elapsed()).isEqualTo(Duration.ofHours(1));
        }
    }
    // end::extension

    @Nested
    @ExtendWith(CatenaryExtension.class)
    class DrivenTest {
        private final Channel<String> beats = Channel.rendezvous();

        // tag::driven
        @Test
        void doesNotBeatBefore(TestLoop loop) throws Exception {
            Task<String> first = loop.start(scope -> {
                scope.background().fork(() -> new Heart(beats).beat());
                return beats.receive();
            });

            loop.advance(Duration.ofMinutes(59));
            assertThat(first).isRunning().isWaitingFor(beats);

            loop.advance(Duration.ofMinutes(1));
            assertThat(first).succeededWith("beat");
        }
        // end::driven
    }

    @Nested
    class ConfiguredTest {
        // tag::options
        @RegisterExtension
        final CatenaryExtension catenary =
                CatenaryExtension.with(() -> LoopOptions.named("orders").debug(true));
        // end::options

        @Test
        void loopHasTheOptions(Scope scope) {
            assertThat(scope.loop().name()).isEqualTo("orders");
        }
    }

    @Test
    void withoutTheExtension() throws Exception {
        // tag::without
        var clock = new VirtualClock();

        String greeting = TestLoop.run(LoopOptions.named("test").clock(clock), scope -> {
            Catenary.sleep(Duration.ofHours(1));
            return "hello";
        });

        assertThat(greeting).isEqualTo("hello");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
        // end::without
    }

    @Nested
    @ExtendWith(CatenaryExtension.class)
    class AllBlockedTest {
        private final Channel<String> lines = Channel.rendezvous();

        // tag::all-blocked
        @Test
        void readerWaitsForALine(Scope scope, TestLoop loop) throws Exception {
            Task<String> reader = scope.fork("reader", () -> lines.receive());

            loop.waitUntilAllBlocked(); // in place of a sleep that is long enough, as a rule

            assertThat(reader).isWaitingIn("Channel.receive").isWaitingFor(lines);
            assertThat(lines.trySend("a line")).isTrue();
        }
        // end::all-blocked
    }

    @Nested
    @ExtendWith(CatenaryExtension.class)
    class AccountTest {
        private final Map<String, Integer> balances = new HashMap<>(Map.of("a", 10, "b", 0));

        private void transfer(int amount) throws InterruptedException {
            var before = balances.get("a");
            if (before < amount) return;
            balances.put("a", before - amount);
            Catenary.yieldNow();
            balances.merge("b", amount, Integer::sum);
        }

        // tag::seeds
        @SeededTest(50)
        void moneyIsNeitherMadeNorLost(Scope scope) throws Exception {
            for (int amount = 1; amount <= 4; amount++) {
                var euros = amount;
                scope.fork(() -> transfer(euros));
            }
            scope.join();
            assertThat(balances.get("a") + balances.get("b")).isEqualTo(10);
        }
        // end::seeds
    }

    @Nested
    @ExtendWith(CatenaryExtension.class)
    class OrderTest {
        private final List<String> log = new ArrayList<>();

        // tag::sequencer
        @Test
        void readsBetweenTwoWrites(Scope scope) {
            var order = new Sequencer();
            scope.fork(() -> {
                try (var block = order.block(1)) {
                    log.add("write");
                }
                try (var block = order.block(3)) {
                    log.add("write again");
                }
            });
            scope.fork(() -> {
                try (var block = order.block(2)) {
                    log.add("read");
                }
            });
        }
        // end::sequencer

        // tag::checkpoints
        @Test
        void childBeginsLater(Scope scope) throws Exception {
            var points = new Checkpoints();

            points.reach(1);
            scope.fork(() -> points.reach(3));
            points.reach(2);
            scope.join();
            points.end(4);
        }
        // end::checkpoints
    }

    @Nested
    @ExtendWith(CatenaryExtension.class)
    class LoaderTest {
        private final Channel<String> lines = Channel.rendezvous();

        // tag::assertions
        @Test
        void whatTasksHaveComeTo(TestLoop loop) throws Exception {
            Task<String> reader = loop.start(scope -> lines.receive());
            Task<String> failing = loop.start(scope -> {
                throw new IOException("no disk");
            });
            loop.waitUntilAllBlocked();

            assertThat(reader).isRunning().isWaitingFor(lines);
            assertThat(failing).failedWith(IOException.class);
            assertThat(failing).failure().hasMessage("no disk");

            reader.cancel();
            loop.waitUntilAllBlocked();
            assertThat(reader).isCancelled();
        }
        // end::assertions
    }
}
