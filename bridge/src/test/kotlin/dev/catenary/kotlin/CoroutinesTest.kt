package dev.catenary.kotlin

import dev.catenary.ChannelClosedException
import dev.catenary.Outcome
import dev.catenary.Promise
import dev.catenary.Select
import dev.catenary.Semaphore
import dev.catenary.testing.TestLoop
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeoutException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore as KotlinSemaphore
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

/** kotlinx's own types as ours, and ours as theirs. */
class CoroutinesTest {
    @Test
    fun thereAndBackGivesTheSameObject() {
        val deferred = CompletableDeferred<String>()
        val task = Promise.create<String>("task")
        val flow = flowOf("a")

        assertThat(Coroutines.deferred(Coroutines.task<String>(deferred))).isSameAs(deferred)
        assertThat(Coroutines.task<String>(Coroutines.deferred(task)) === task).isTrue()
        assertThat(Coroutines.flow(Coroutines.stream(flow))).isSameAs(flow)
    }

    @Test
    fun cancelGoesBothWays() {
        val deferred = CompletableDeferred<String>()
        val promise = Promise.create<String>("task")

        Coroutines.task<String>(deferred).cancel("enough")
        Coroutines.deferred(promise).cancel()

        assertThat(deferred.isCancelled).isTrue()
        assertThat(promise.outcome().orElseThrow()).isInstanceOf(Outcome.Cancelled::class.java)
    }

    @Test
    fun timeoutOfADeferredIsNoCancel() {
        val task = runBlocking {
            supervisorScope { Coroutines.task(async<String> { withTimeout(1) { awaitCancellation() } }) }
        }

        assertThatThrownBy { task.join() }
            .isExactlyInstanceOf(CompletionException::class.java)
            .hasCauseInstanceOf(TimeoutException::class.java)
    }

    @Test
    fun channelThatIsClosedWithACauseTellsIt() {
        val failure = IOException("upstream")
        val channel = Channel<String>(1)
        val ours = Coroutines.channel(channel)
        ours.send("first")
        channel.close(failure)

        assertThat(ours.receive()).isEqualTo("first")
        assertThatThrownBy { ours.receive() }.isExactlyInstanceOf(ChannelClosedException::class.java).hasCause(failure)
        assertThatThrownBy { ours.send("second") }.isExactlyInstanceOf(ChannelClosedException::class.java)
    }

    @Test
    fun receiveThatIsCancelledInTheInstantOfASendLosesNothing() {
        val channel = Channel<Int>()
        val ours = Coroutines.channel(channel)
        var received = 0
        repeat(2000) {
            val asked = ours.receiveAsync()
            val sender = Thread { if (channel.trySend(it).isFailure) received++ }
            sender.start()
            asked.cancel()
            sender.join()
            if (asked.outcome().orElseThrow() is Outcome.Success) received++
        }

        assertThat(received).isEqualTo(2000)
        assertThat(channel.tryReceive().isSuccess).isFalse()
    }

    @Test
    fun mutexOfKotlinIsHeldByBodiesAndCoroutines() {
        val mutex = Mutex()
        val ours = Coroutines.mutex(mutex)
        TestLoop.run<Any?, RuntimeException> {
            ours.acquire().use { assertThat(mutex.isLocked).isTrue() }
            assertThat(mutex.isLocked).isFalse()
            null
        }
    }

    @Test
    fun semaphoreOfOursIsOneOfKotlin(): Unit = runBlocking {
        val ours = Semaphore.of(2)
        val theirs = Coroutines.semaphore(ours)

        theirs.withPermit { assertThat(ours.stats().available()).isEqualTo(1) }
        ours.acquire(2).use {
            assertThat(theirs.availablePermits).isZero()
            assertThat(theirs.tryAcquire()).isFalse()
            val waiting = launch(start = CoroutineStart.UNDISPATCHED) { theirs.acquire() }
            assertThat(ours.stats().waiting()).isEqualTo(1)
            waiting.cancelAndJoin()
            assertThat(ours.stats().waiting()).isZero()
        }

        assertThat(ours.stats().available()).isEqualTo(2)
        assertThat(Coroutines.semaphore(theirs) === ours).isTrue()
        val foreign = KotlinSemaphore(1)
        assertThat(Coroutines.semaphore(Coroutines.semaphore(foreign)) === foreign).isTrue()
    }

    @Test
    fun whatIsOfKotlinIsRefusedAsACaseOfASelectionWithTheWayOut() {
        val select = Select.of<String>()

        for (refused in
            listOf<() -> Any>(
                { select.onReceive(Coroutines.channel(Channel<String>())) { it } },
                { select.onSend(Coroutines.channel(Channel<String>()), "a") { "sent" } },
                { select.onAcquire(Coroutines.mutex(Mutex())) { "held" } },
                { select.onAcquire(Coroutines.semaphore(KotlinSemaphore(1))) { "held" } },
            )) {
            assertThatThrownBy { refused() }
                .isExactlyInstanceOf(IllegalArgumentException::class.java)
                .hasMessageContaining("of kotlinx can't be a case of a selection")
                .hasMessageEndingWith("hand on to one of this library what comes from it, or use kotlinx's select")
        }
    }

    @Test
    fun bodyOnADispatcherIsForkedIntoAScopeOfKotlin(): Unit = runBlocking {
        val begun = CompletableDeferred<String>()
        var unwound = false
        val task =
            Coroutines.fork(
                this,
                Dispatchers.IO,
                Callable<String> {
                    begun.complete(Thread.currentThread().name)
                    try {
                        Promise.create<String>("never").join()
                    } finally {
                        unwound = true
                    }
                },
            )
        assertThat(begun.await()).startsWith("DefaultDispatcher-worker-")

        task.cancel()
        coroutineContext.job.children.toList().joinAll()

        assertThat(unwound).isTrue()
        assertThat(task.isCancelled).isTrue()
    }

    @Test
    fun bodyIsForkedIntoAScopeOfKotlin() {
        val value = runBlocking(Dispatchers.Default) { Coroutines.fork(this, Callable { "body" }).await() }

        assertThat(value).isEqualTo("body")
    }
}
