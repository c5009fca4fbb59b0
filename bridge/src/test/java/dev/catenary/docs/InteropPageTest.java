package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.ScopeBody;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.kotlin.Coroutines;
import dev.catenary.kotlin.Facade;
import dev.catenary.kotlin.Suspend;
import dev.catenary.testing.TestLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.MockMakers;
import org.mockito.invocation.Invocation;
import org.mockito.stubbing.Answer;

/** The snippets of {@code docs/interop.md}; with {@code -Ddocs.update=true} it writes them into the page. */
class InteropPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", "."), "..");
    private static final Path PAGE = PROJECT.resolve("docs/interop.md");
    private static final Path TESTS = PROJECT.resolve("bridge/src/test");
    private static final List<Path> SOURCES = List.of(
            TESTS.resolve("kotlin/dev/catenary/docs/Books.kt"),
            TESTS.resolve("java/dev/catenary/docs/InteropPageTest.java"));

    @Test
    void snippetsOfThePageAreRegionsOfThisTest() throws IOException {
        var lines = new ArrayList<String>();
        for (var source : SOURCES) lines.addAll(Files.readAllLines(source));
        var snippets = new Snippets(lines);
        var written = snippets.into(Files.readAllLines(PAGE));

        if (Boolean.getBoolean("docs.update")) Files.write(PAGE, written);

        assertThat(Files.readAllLines(PAGE))
                .as("docs/interop.md against the test. Renew the page with: mvn verify -Ddocs.update=true")
                .isEqualTo(written);
        assertThat(snippets.unused()).isEmpty();
    }

    private static void run(ScopeBody<?, Exception> body) throws Exception {
        TestLoop.run(body);
    }

    private final Books books = new Books();

    @Test
    void calling() throws Exception {
        run(scope -> {
            // tag::calling
            String book = Suspend.call(k -> books.find(42, k)); // waits here
            Task<String> other = Suspend.start(scope, k -> books.find(43, k)); // a child of the scope
            // end::calling
            assertThat(book).isEqualTo("book 42");
            assertThat(other.join()).isEqualTo("book 43");
            assertThat(Suspend.<@Nullable String>call(k -> books.find(0, k))).isNull();
            return null;
        });
    }

    @Test
    void defaultArguments() throws Exception {
        run(scope -> {
            // tag::defaults
            List<String> all = Suspend.call(k -> books.page(1, 3, k));
            List<String> byDefault = Suspend.call(k -> books.page(1, k)); // thanks to @JvmOverloads
            // end::defaults
            assertThat(all).containsExactly("book 4", "book 5", "book 6");
            assertThat(byDefault).containsExactly("book 3", "book 4");
            return null;
        });
    }

    // tag::facade
    interface BooksInJava {
        @Nullable String find(long id) throws InterruptedException; // waits

        Task<List<String>> page(int number, int size); // or a CompletionStage

        Duration reserve(String title, Duration patience) throws InterruptedException;

        String byIsbn(String isbn) throws InterruptedException;

        AsyncStream<String> titles();
    }

    // end::facade

    @Test
    void facade() throws Exception {
        run(scope -> {
            // tag::facade-use
            BooksInJava inJava = Facade.of(BooksInJava.class, books);
            Task<List<String>> page = inJava.page(0, 2);
            Duration left = inJava.reserve("a", Duration.ofMinutes(1));
            List<String> titles = inJava.titles().toList();
            // end::facade-use
            assertThat(page.join()).containsExactly("book 1", "book 2");
            assertThat(left).isEqualTo(Duration.ofSeconds(30));
            assertThat(titles).containsExactly("a", "b");
            assertThat(inJava.find(1)).isEqualTo("book 1");
            assertThat(inJava.byIsbn("978")).isEqualTo("book of 978");
            assertThatThrownBy(() -> inJava.reserve(null, Duration.ZERO))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageContaining("parameter 'title' of Books.reserve");
            return null;
        });
    }

    // tag::implementing
    record Repository(List<String> names) implements Readers {
        @Override
        public @Nullable Object name(long id, Continuation<? super String> k) {
            return Suspend.implement(k, () -> {
                Catenary.sleep(Duration.ofMillis(10)); // may wait, and may block
                return names.get((int) id);
            });
        }

        @Override
        public @Nullable Object lend(long id, String title, Continuation<? super Unit> k) {
            return Suspend.implementStage(k, () -> store(title)); // holds no thread
        }

        private CompletionStage<Unit> store(String title) {
            return CompletableFuture.completedStage(Unit.INSTANCE);
        }
    }

    // end::implementing

    // tag::suspending-facade
    /** Knows nothing of continuations. */
    public static class PlainReaders {
        public String name(long id) throws InterruptedException {
            Catenary.sleep(Duration.ofMillis(10));
            return "eve";
        }

        public CompletionStage<Void> lend(long id, String title) {
            return CompletableFuture.completedStage(null);
        }
    }

    // end::suspending-facade

    @Test
    void implementing() throws Exception {
        run(scope -> {
            var desk = new Desk(new Repository(List.of("ada")));
            assertThat(Suspend.<String>call(k -> desk.lend(0, "a", k))).isEqualTo("a to ada");

            // tag::suspending-facade-use
            Readers readers = Facade.suspending(Readers.class, new PlainReaders());
            // end::suspending-facade-use
            var other = new Desk(readers);
            assertThat(Suspend.<String>call(k -> other.lend(0, "a", k))).isEqualTo("a to eve");
            return null;
        });
    }

    @Test
    void typesOfKotlin() throws Exception {
        run(scope -> {
            kotlinx.coroutines.channels.Channel<String> theirs = ChannelKt.Channel(1, BufferOverflow.SUSPEND, null);
            // tag::types
            Channel<String> lines = Coroutines.channel(theirs);
            lines.send("a");
            AsyncStream<String> titles = Coroutines.stream(books.titles());
            kotlinx.coroutines.sync.Semaphore permits = Coroutines.semaphore(Semaphore.of(3));
            // end::types
            assertThat(lines.receive()).isEqualTo("a");
            assertThat(titles.toList()).containsExactly("a", "b");
            assertThat(permits.getAvailablePermits()).isEqualTo(3);
            return null;
        });
    }

    @Test
    void places() throws Exception {
        var reports = Executors.newSingleThreadExecutor();
        run(scope -> {
            // tag::places
            Task<String> report =
                    Coroutines.fork(scope, reports, () -> compute()); // a child of the scope, off its loop
            // end::places
            assertThat(report.join()).isEqualTo("computed");
            return null;
        });
        reports.shutdown();
    }

    private static String compute() {
        return "computed";
    }

    @Test
    void views() throws Exception {
        run(scope -> {
            var from = Channel.<String>buffered(2);
            var to = Channel.<String>rendezvous();
            var ready = Promise.<String>create();
            Relay.relay(scope, from, to, Mutex.create(), ready);
            from.send("a");
            from.send("b");
            from.close();
            ready.complete("go");
            var got = new ArrayList<String>();
            to.forEach(got::add);

            assertThat(got).containsExactly("A", "B");
            return null;
        });
    }

    // tag::mock
    /** The last argument of a suspend function is its continuation, which Mockito keeps to itself. */
    static Answer<@Nullable Object> suspending(Callable<?> body) {
        return call -> {
            var arguments = ((Invocation) call).getRawArguments();
            @SuppressWarnings("unchecked")
            var k = (Continuation<Object>) arguments[arguments.length - 1];
            return Suspend.implement(k, body::call);
        };
    }

    /** For any continuation: Mockito knows suspend functions, and does not look at it. */
    static final Continuation<Object> ANY = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {}
    };

    // end::mock

    @Test
    void mocks() throws Exception {
        // tag::mock-use
        Readers readers = mock(Readers.class, withSettings().mockMaker(MockMakers.PROXY));
        when(readers.lend(1, "a", ANY)).thenAnswer(suspending(() -> Unit.INSTANCE));
        when(readers.name(1, ANY)).thenAnswer(suspending(() -> {
            Catenary.sleep(Duration.ofHours(1)); // of a TestLoop: takes no time
            throw new IllegalStateException("no such reader");
        }));
        // end::mock-use
        var desk = new Desk(readers);
        run(scope -> {
            assertThatThrownBy(() -> Suspend.<String>call(k -> desk.lend(1, "a", k)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            return null;
        });
    }
}
