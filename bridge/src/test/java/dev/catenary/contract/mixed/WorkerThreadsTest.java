package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Channel;
import dev.catenary.EventLoop;
import org.junit.jupiter.api.Test;

/** Waiting on the threads of kotlinx: a few run the coroutines of the whole process. */
class WorkerThreadsTest {
    @Test
    void waitOnAThreadOfDispatchersDefaultIsRefused() {
        var channel = Channel.<String>buffered(1);
        channel.trySend("there");

        assertThatThrownBy(() -> Workers.callOnDefault(channel::receive))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "Channel.receive was called from a coroutine on thread 'DefaultDispatcher-worker-\\d+.*'"
                                + " of Dispatchers.Default, which runs no other coroutine while it waits: use the suspending form"
                                + " of the operation, or call it in withContext\\(Dispatchers.IO\\)");
    }

    @Test
    void waitOnAThreadOfDispatchersIoIsAllowed() throws Exception {
        var channel = Channel.<String>rendezvous();
        channel.sendAsync("there");

        assertThat(Workers.callOnIo(channel::receive)).isEqualTo("there");
    }

    @Test
    void suspendingFormWaitsAnywhere() throws Exception {
        var channel = Channel.<String>rendezvous();
        channel.sendAsync("there");

        assertThat(Workers.receiveOnDefault(channel)).isEqualTo("there");
    }

    @Test
    void loopIsClosedFromAnyThread() {
        var loop = EventLoop.open("closed from outside");

        Workers.callOnDefault(() -> {
            loop.close();
            return "closed";
        });

        assertThat(loop.isClosed()).isTrue();
    }
}
