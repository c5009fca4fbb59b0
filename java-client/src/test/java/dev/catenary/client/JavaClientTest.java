package dev.catenary.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The programs, with the engine that they have not been compiled with. */
class JavaClientTest {
    @Test
    void scopesAndTasks() throws Exception {
        assertThat(Scopes.greeting()).isEqualTo("hello world");
        assertThat(Scopes.failures())
                .singleElement()
                .isInstanceOfSatisfying(
                        IOException.class, failure -> assertThat(failure).hasMessage("disk full"));
        assertThat(Scopes.outcomes()).isEqualTo("got 1, failed: none, cancelled");
        assertThat(Scopes.inOrderOfTheirEnds()).containsExactly(1, 2);
        assertThat(Scopes.stillPending()).isOne();
        assertThat(Scopes.severalWays()).containsExactly("raced", "hedged", "joined", "mapped");
        assertThat(Scopes.chained()).isEqualTo("the answer is 42");
        assertThat(Scopes.calledBack()).isEqualTo("value: forty-two");
        assertThat(Scopes.served()).isEqualTo("at your service");
        assertThat(Scopes.cleanedUp()).containsExactly("computed elsewhere", "not to be interrupted", "closed");
    }

    @Test
    void loops() throws Exception {
        assertThat(Loops.callbacks()).containsExactly("taken back");
        assertThat(Loops.unseenFailure()).isEqualTo("oops");
        assertThat(Loops.context()).isEqualTo("42 for ada");
        assertThat(Loops.contextByHand()).isEqualTo("back to ada");
        assertThat(Loops.groupOfLoops()).isEqualTo(6);
        assertThat(Loops.chosenEngine()).isEqualTo("queue");
    }

    @Test
    void times() throws Exception {
        assertThat(Times.givesUp()).isTrue();
        assertThat(Times.movesOn()).isEqualTo("moved on");
        assertThat(Times.isExtended()).isTrue();
        assertThat(Times.attempts()).isEqualTo(3);
        assertThat(Times.pace()).isTrue();
    }

    @Test
    void locks() throws Exception {
        assertThat(Locks.handedOver()).isEqualTo("a book");
        assertThat(Locks.permitsLeft()).isOne();
        assertThat(Locks.borrowed()).isEqualTo(2);
        assertThat(Locks.readersBeforeTheWriter()).isEqualTo(2);
        assertThat(Locks.signals()).isEqualTo("all have started and ended");
        assertThat(Locks.brokenBarrier()).isTrue();
        assertThat(Locks.loads()).isOne();
        assertThat(Locks.live()).asString().contains("count=1", "parties=2");
    }

    @Test
    void channels() throws Exception {
        assertThat(Channels.lines()).containsExactly("one", "two", "three", "3 in all");
        assertThat(Channels.closedWithACause()).isEqualTo("upstream");
        assertThat(Channels.selected()).isEqualTo("line one, lock");
        assertThat(Channels.byPriority()).containsExactly(1, 2, 3);
        assertThat(Channels.toAll()).containsExactly("news", "news", "to 2");
        assertThat(Channels.latest()).isEqualTo("rain, then sun");
    }

    @Test
    void streams() throws Exception {
        assertThat(Streams.evenSquares()).containsExactly(4, 16, 36);
        assertThat(Streams.firstTwo()).isEqualTo(3);
        assertThat(Streams.published()).isEqualTo(4);
    }
}
