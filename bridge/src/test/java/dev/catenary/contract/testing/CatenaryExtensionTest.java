package dev.catenary.contract.testing;

import static dev.catenary.contract.features.Feature.LEAK_CHECK;
import static dev.catenary.contract.features.Feature.SHUFFLED_ORDER;
import static dev.catenary.contract.features.Feature.VIRTUAL_TIME;
import static dev.catenary.testing.CatenaryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.EventLoop;
import dev.catenary.EventLoops;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.CatenaryExtension;
import dev.catenary.testing.SeededTest;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each test has a loop in virtual time, and leaves nothing behind: seen from outside, on classes that are no tests of ours. */
class CatenaryExtensionTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void forget() {
        EVENTS.clear();
    }

    private static EngineTestKit.Builder engine() {
        return EngineTestKit.engine("junit-jupiter").enableImplicitConfigurationParameters(false);
    }

    private static Events run(Class<?> type) {
        return engine().selectors(selectClass(type)).execute().testEvents();
    }

    private static Events run(Class<?> type, String method) {
        return engine().selectors(selected(type, method)).execute().testEvents();
    }

    private static MethodSelector selected(Class<?> type, String name) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .map(method -> selectMethod(type, method))
                .findAny()
                .orElseThrow();
    }

    private static void assertFails(Class<?> type, String method, Condition<Throwable> failure) {
        run(type, method).assertThatEvents().haveExactly(1, event(test(method), finishedWithFailure(failure)));
    }

    private static Condition<Throwable> says(String... parts) {
        return new Condition<>(
                thrown -> thrown instanceof AssertionError
                        && List.of(parts).stream().allMatch(thrown.getMessage()::contains),
                "an assertion error that says " + String.join(" and ", parts));
    }

    // ---- what is given

    @ExtendWith(CatenaryExtension.class)
    static class Given {
        private final TestLoop field;

        Given(TestLoop loop) {
            field = loop;
        }

        @BeforeEach
        void before(Scope scope, TestLoop loop) {
            assertThat(loop).isSameAs(field);
            scope.background().fork(() -> Catenary.sleep(HOUR));
        }

        @Test
        void methodRunsAsTheMainTaskOfTheLoop(Scope scope, TestLoop loop) throws Exception {
            assertThat(scope.loop()).isSameAs(loop.eventLoop());
            assertThat(EventLoop.current()).contains(scope.loop());
            assertThat(Task.current().orElseThrow().name()).isEqualTo("test");
            Catenary.sleep(HOUR.multipliedBy(10));
            assertThat(loop.clock().elapsed()).isEqualTo(HOUR.multipliedBy(10));
            assertThat(loop).isSameAs(field);
        }

        @Test
        void testEndsWhenItsChildrenHave(Scope scope) {
            scope.fork(() -> {
                Catenary.sleep(HOUR);
                EVENTS.add("child ended");
            });
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void templatesGetALoopEach(int hours, Scope scope, TestLoop loop) throws Exception {
            Catenary.sleep(HOUR.multipliedBy(hours));
            assertThat(loop.clock().elapsed()).isEqualTo(HOUR.multipliedBy(hours));
        }

        @Nested
        class Inside {
            @Test
            void nestedTestsGetOneToo(Scope scope) throws Exception {
                Catenary.sleep(HOUR);
            }
        }

        @AfterEach
        void after() {
            EVENTS.add("after at " + field.clock().elapsed());
        }
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void parametersAreALoopOfTheTestsOwn() {
        run(Given.class).assertStatistics(stats -> stats.started(5).succeeded(5));

        assertThat(EVENTS)
                .containsExactlyInAnyOrder(
                        "after at PT10H",
                        "child ended",
                        "after at PT1H",
                        "after at PT1H",
                        "after at PT2H",
                        "after at PT1H");
    }

    @ExtendWith(CatenaryExtension.class)
    static class Driven {
        @Test
        void testOnItsOwnThreadDrivesTheLoop(TestLoop loop) throws Exception {
            assertThat(EventLoop.current()).isEmpty();
            var task = loop.start(scope -> {
                Catenary.sleep(HOUR);
                return "value";
            });
            loop.advance(HOUR.minusNanos(1));
            assertThat(task).isRunning();
            loop.advance(Duration.ofNanos(1));
            assertThat(task).succeededWith("value");
        }
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void loopWithoutAScopeIsDriven() {
        run(Driven.class).assertStatistics(stats -> stats.succeeded(1));
    }

    static class Configured {
        @RegisterExtension
        final CatenaryExtension catenary =
                CatenaryExtension.with(() -> LoopOptions.named("orders").debug(true));

        @Test
        void loopHasTheseOptions(Scope scope) throws Exception {
            assertThat(scope.loop().name()).isEqualTo("orders");
            Catenary.sleep(HOUR);
        }
    }

    @Test
    void optionsAreThoseGiven() {
        run(Configured.class).assertStatistics(stats -> stats.succeeded(1));
    }

    @ExtendWith(CatenaryExtension.class)
    static class ScopeBeforeOnly {
        @BeforeEach
        void before(Scope scope) {
            scope.fork(() -> {
                Catenary.sleep(HOUR);
                EVENTS.add("child ended");
            });
        }

        @Test
        void runsOnTheLoopTooIfOnlyWhatComesBeforeTakesAScope() throws Exception {
            assertThat(EventLoop.current()).isPresent();
            Catenary.sleep(HOUR);
        }
    }

    @Test
    void scopeOfWhatComesBeforeIsThatOfTheTest() {
        run(ScopeBeforeOnly.class).assertStatistics(stats -> stats.succeeded(1));

        assertThat(EVENTS).containsExactly("child ended");
    }

    @ExtendWith(CatenaryExtension.class)
    static class FailsBefore {
        @BeforeEach
        void before(Scope scope) throws IOException {
            scope.fork(() -> Catenary.sleep(HOUR));
            throw new IOException("no disk");
        }

        @Test
        void neverRuns() {
            EVENTS.add("ran");
        }
    }

    @Test
    void scopeEndsAlsoIfItsTestNeverRuns() {
        assertFails(
                FailsBefore.class, "neverRuns", new Condition<>(IOException.class::isInstance, "the failure itself"));
        assertThat(EVENTS).isEmpty();
    }

    // ---- what fails

    static class Failing {
        @RegisterExtension
        final CatenaryExtension catenary =
                CatenaryExtension.with(() -> LoopOptions.named("test").clock(new VirtualClock(Duration.ofMillis(20))));

        @Test
        void throwsAFailure(Scope scope) throws IOException {
            throw new IOException("boom");
        }

        @Test
        void failsAnAssertion(Scope scope) {
            assertThat("value").isEqualTo("other");
        }

        @Test
        void hangs(Scope scope) throws Exception {
            Channel<String> orders = Channel.rendezvous("orders");
            scope.fork("waiter", () -> orders.receive());
            Catenary.sleep(HOUR);
        }

        @Test
        void leavesATask(TestLoop loop) {
            loop.start("lost", scope -> Promise.create("never").join());
        }

        @Test
        void leavesAFailure(TestLoop loop) {
            loop.start("careless", scope -> {
                throw new IOException("boom");
            });
        }

        @Test
        void leavesALoop() {
            left = EventLoop.open("forgotten");
        }

        @Test
        void leavesALoopThatIsAboutToEnd() {
            var loop = EventLoop.open("late");
            new Thread(loop::close).start();
        }

        @Test
        void leavesATaskOfTheSharedLoop() {
            leftTask = EventLoops.shared()
                    .start("forgotten", scope -> Promise.create("never").join());
        }

        @Test
        void failsAndLeavesATask(TestLoop loop) throws IOException {
            loop.start("lost", scope -> Promise.create("never").join());
            throw new IOException("boom");
        }

        @Test
        @Timeout(value = 50, unit = TimeUnit.MILLISECONDS)
        void takesTooLong(Scope scope) throws Exception {
            scope.fork("forever", () -> {
                while (true) Catenary.sleep(HOUR);
            });
        }
    }

    private static EventLoop left;
    private static Task<?> leftTask;

    @Test
    void failureIsThatOfTheTest() {
        assertFails(
                Failing.class,
                "throwsAFailure",
                new Condition<>(
                        thrown -> thrown instanceof IOException
                                && thrown.getMessage().equals("boom"),
                        "the failure itself"));
        assertFails(Failing.class, "failsAnAssertion", says("other", "value"));
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void hangFailsWithTheTree() {
        assertFails(
                Failing.class,
                "hangs",
                says(
                        "the test hangs, after PT1H of virtual time",
                        "task 'test'",
                        "task 'waiter'",
                        "waits in Channel.receive: channel 'orders'",
                        "CatenaryExtensionTest.java"));
    }

    @Test
    @Proves(LEAK_CHECK)
    void taskLeftBehindFailsTheTest() {
        assertFails(Failing.class, "leavesATask", says("the test leaves 1 task behind", "task 'lost'", "task 'never'"));
    }

    @Test
    @Proves(LEAK_CHECK)
    void failureNobodyLookedAtFailsTheTest() {
        assertFails(
                Failing.class,
                "leavesAFailure",
                says("failures behind at which nobody has looked", "task 'careless' failed"));
    }

    @Test
    @Proves(LEAK_CHECK)
    void loopLeftBehindFailsTheTest() {
        assertFails(
                Failing.class, "leavesALoop", says("the test leaves loops or tasks behind", "event loop 'forgotten'"));
        left.close();
    }

    @Test
    @Proves(LEAK_CHECK)
    void loopThatIsAboutToEndIsNotLeftBehind() {
        run(Failing.class, "leavesALoopThatIsAboutToEnd").assertStatistics(stats -> stats.succeeded(1));
    }

    @Test
    @Proves(LEAK_CHECK)
    void taskLeftOnTheSharedLoopFailsTheTest() {
        assertFails(
                Failing.class,
                "leavesATaskOfTheSharedLoop",
                says("the test leaves loops or tasks behind", "event loop 'shared'", "task 'forgotten'"));
        leftTask.cancel();
    }

    @Test
    @Proves(LEAK_CHECK)
    void whatIsLeftByATestThatFailedIsToldWithItsFailure() {
        run(Failing.class, "failsAndLeavesATask")
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("failsAndLeavesATask"),
                                finishedWithFailure(
                                        instanceOf(IOException.class),
                                        suppressed(0, says("the test leaves 1 task behind")))));
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void testThatTakesTooLongTellsWhatItDid() {
        assertFails(
                Failing.class,
                "takesTooLong",
                new Condition<>(
                        thrown -> thrown instanceof TimeoutException
                                && everythingSaidBy(thrown).contains("when the time was up:\nevent loop 'test'"),
                        "a timeout with the tree"));
    }

    private static String everythingSaidBy(Throwable thrown) {
        var said = new StringBuilder(thrown.toString());
        for (var more : thrown.getSuppressed()) said.append("\n").append(everythingSaidBy(more));
        return said.toString();
    }

    // ---- seeds

    @ExtendWith(CatenaryExtension.class)
    static class Seeded {
        @SeededTest(20)
        void orderOfTheChildren(Scope scope) throws Exception {
            var order = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                var child = i;
                scope.fork(() -> order.append(child));
            }
            scope.join();
            EVENTS.add(order.toString());
        }

        @SeededTest(20)
        void failsIfTheSecondIsFirst(Scope scope) throws Exception {
            var order = new StringBuilder();
            scope.fork(() -> order.append(1));
            scope.fork(() -> order.append(2));
            scope.join();
            assertThat(order).hasToString("12");
        }

        @SeededTest(seeds = {7, 11})
        void underTheseOnly(TestLoop loop) throws Exception {
            EVENTS.add(loop.runToEnd(scope -> "run"));
        }

        @SeededTest(0)
        void underNone() {}
    }

    @Test
    @Proves(SHUFFLED_ORDER)
    void testRunsUnderEachSeedTheSameEachTime() {
        run(Seeded.class, "orderOfTheChildren").assertStatistics(stats -> stats.succeeded(20));
        var first = List.copyOf(EVENTS);
        EVENTS.clear();
        run(Seeded.class, "orderOfTheChildren");

        assertThat(EVENTS).isEqualTo(first);
        assertThat(first.stream().distinct()).hasSizeGreaterThan(10);
    }

    @Test
    @Proves(SHUFFLED_ORDER)
    void failureTellsItsSeed() {
        var failures = run(Seeded.class, "failsIfTheSecondIsFirst").failed().list();

        assertThat(failures).hasSizeBetween(1, 19).allSatisfy(failed -> {
            var seed = failed.getTestDescriptor().getDisplayName();
            assertThat(seed).matches("seed \\d+");
            var note = "under " + seed + "; to run it again: -Dcatenary.seed=" + seed.substring(5)
                    + " or @SeededTest(seeds = " + seed.substring(5) + ")";
            assertThat(everythingSaidBy(thrownIn(failed))).contains(note);
        });
    }

    private static Throwable thrownIn(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    @Test
    @Proves(SHUFFLED_ORDER)
    void seedCanBeRunAgainAlone() {
        var failed =
                run(Seeded.class, "failsIfTheSecondIsFirst").failed().list().get(0);
        var seed = failed.getTestDescriptor().getDisplayName().substring(5);

        var again = engine().selectors(selected(Seeded.class, "failsIfTheSecondIsFirst"))
                .configurationParameter("catenary.seed", seed)
                .execute();

        again.testEvents().assertStatistics(stats -> stats.started(1).failed(1));
    }

    @Test
    @Proves(SHUFFLED_ORDER)
    void seedsCanBeNamed() {
        run(Seeded.class, "underTheseOnly")
                .assertStatistics(stats -> stats.succeeded(2))
                .assertThatEvents()
                .haveExactly(1, event(displayed("seed 7"::equals), finishedSuccessfully()))
                .haveExactly(1, event(displayed("seed 11"::equals), finishedSuccessfully()));
    }

    private static Condition<Event> displayed(Predicate<String> name) {
        return new Condition<>(it -> name.test(it.getTestDescriptor().getDisplayName()), "of that name");
    }

    @Test
    void thereMustBeASeed() {
        engine().selectors(selected(Seeded.class, "underNone"))
                .execute()
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message("number of seeds < 1: 0"))));
    }
}
