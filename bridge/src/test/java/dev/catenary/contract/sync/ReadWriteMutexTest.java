package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.ReadWriteMutex;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Readers side by side. What holds of one at a time is in {@link LockLikeTest}. */
@Proves(Feature.BARRIER)
class ReadWriteMutexTest extends OnEveryCarrier {
    private final ReadWriteMutex mutex = ReadWriteMutex.create("index");

    /** Has it for a second. */
    private Task<Void> use(Scope scope, String who) throws InterruptedException {
        var task = scope.fork(who, () -> {
            try (var held = who.startsWith("r") ? mutex.acquireRead() : mutex.acquireWrite()) {
                note(who + " at " + clock.elapsed().toSeconds());
                Catenary.sleep(SECOND);
            }
        });
        Catenary.yieldNow();
        return task;
    }

    @Test
    void readersGoTogetherAndWritersAloneInTheOrderOfArrival() throws Exception {
        run(scope -> {
            for (var who : new String[] {"r1", "r2", "w1", "r3", "r4", "w2", "w3", "r5"}) use(scope, who);
            return null;
        });

        assertThat(events())
                .containsExactly(
                        "r1 at 0", "r2 at 0", "w1 at 1", "r3 at 2", "r4 at 2", "w2 at 3", "w3 at 4", "r5 at 5");
    }

    @Test
    void readerDoesNotPassAWriterThatWaits() throws Exception {
        run(scope -> {
            use(scope, "r1");
            use(scope, "w1");

            assertThat(mutex.tryAcquireRead()).isEmpty();
            return null;
        });
    }

    @Test
    void writerThatIsCancelledNoLongerKeepsReadersAway() throws Exception {
        run(scope -> {
            use(scope, "r1");
            var writer = use(scope, "w1");
            use(scope, "r2");

            writer.cancel();
            return null;
        });

        assertThat(events()).containsExactly("r1 at 0", "r2 at 0");
    }

    @Test
    void nobodyAcquiresItTwiceInWhateverWay() throws Exception {
        run(scope -> scope.fork("reader", () -> {
                    var refusal = "acquire by task 'reader' of read-write mutex 'index', which it holds already";
                    try (var held = mutex.acquireRead()) {
                        assertThatThrownBy(mutex::acquireWrite)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage(refusal);
                        assertThatThrownBy(mutex::acquireRead).hasMessage(refusal);
                        assertThatThrownBy(mutex::tryAcquireWrite).hasMessage(refusal);
                        assertThatThrownBy(mutex.acquireReadAsync()::join).hasRootCauseMessage(refusal);
                    }
                    try (var held = mutex.acquireWrite()) {
                        assertThatThrownBy(mutex::acquireRead).hasMessage(refusal);
                        assertThatThrownBy(mutex::acquireWrite).hasMessage(refusal);
                    }
                })
                .join());

        assertThat(mutex.stats()).isEqualTo(new ReadWriteMutex.Stats(0, Optional.empty(), 0));
    }

    @Test
    void oneWhoWaitsTwiceGetsItOnce() throws Exception {
        run(scope -> {
            var held = mutex.acquireWrite();
            scope.fork("reader", () -> {
                var first = mutex.acquireReadAsync();
                var second = mutex.acquireReadAsync();
                first.join().close();
                assertThatThrownBy(second::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage(
                                "acquire by task 'reader' of read-write mutex 'index', which it holds already");
            });
            Catenary.yieldNow();
            held.close();
            return null;
        });

        assertThat(mutex.stats()).isEqualTo(new ReadWriteMutex.Stats(0, Optional.empty(), 0));
    }

    @Test
    void releaseOfWhatIsNotHeldIsRefused() throws Exception {
        run(scope -> {
            mutex.acquireRead();
            scope.fork("thief", () -> {
                        assertThatThrownBy(mutex::releaseRead)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage("release by task 'thief' of read-write mutex 'index', which it does not"
                                        + " hold to read");
                        assertThatThrownBy(mutex::releaseWrite).hasMessageEndingWith("which it does not hold to write");
                    })
                    .join();
            assertThatThrownBy(mutex::releaseWrite).isInstanceOf(IllegalStateException.class);

            assertThat(mutex.stats().readers()).isOne();
            mutex.releaseRead();
            mutex.acquireWrite();
            assertThatThrownBy(mutex::releaseRead).isInstanceOf(IllegalStateException.class);
            mutex.releaseWrite();
            return null;
        });
    }

    @Test
    void textAndStatsTellWhoHasIt() throws Exception {
        run(scope -> {
            assertThat(mutex).hasToString("read-write mutex 'index', 0 readers, 0 waiting");
            use(scope, "w1");
            use(scope, "r1");
            assertThat(mutex).hasToString("read-write mutex 'index', written by task 'w1', 1 waiting");
            assertThat(mutex.stats()).isEqualTo(new ReadWriteMutex.Stats(0, Optional.of("task 'w1'"), 1));
            return null;
        });

        assertThat(ReadWriteMutex.create().name()).startsWith("read-write mutex-");
    }
}
