package dev.catenary.benchmarks

import dev.catenary.EventLoop
import dev.catenary.Scope
import dev.catenary.kotlin.launchKotlin
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

internal object SleepersCoroutines {
    private const val HOUR = 3_600_000L

    @JvmStatic
    fun onLoop(scope: Scope, tasks: Int) {
        repeat(tasks) { scope.launchKotlin { delay(1_000) } }
    }

    @JvmStatic fun raw(tasks: Int) = runBlocking { repeat(tasks) { launch { delay(1_000) } } }

    @JvmStatic
    fun asleepOnLoop(asleep: CountDownLatch): AutoCloseable {
        val loop = EventLoop.open("loop")
        val all =
            loop.start<Any> { scope ->
                repeat(asleep.count.toInt()) {
                    scope.launchKotlin {
                        asleep.countDown()
                        delay(HOUR)
                    }
                }
                scope
            }
        return AutoCloseable {
            all.cancel(true)
            loop.close()
        }
    }

    @JvmStatic
    fun asleep(asleep: CountDownLatch): AutoCloseable {
        val thread = Executors.newSingleThreadExecutor()
        val scope = CoroutineScope(thread.asCoroutineDispatcher())
        val tasks = asleep.count.toInt()
        scope.launch {
            repeat(tasks) {
                launch {
                    asleep.countDown()
                    delay(HOUR)
                }
            }
        }
        return AutoCloseable {
            scope.cancel()
            thread.shutdown()
        }
    }
}
