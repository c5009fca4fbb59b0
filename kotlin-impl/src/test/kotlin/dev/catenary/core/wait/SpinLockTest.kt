package dev.catenary.core.wait

import dev.catenary.core.Storm
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class SpinLockTest {
    @Test
    fun oneThreadAtATimeHoldsTheLockAndSeesWhatTheOneBeforeWrote() {
        val account = Account()

        Storm().rage { random -> repeat(500_000) { account.move(random.nextInt(100)) } }

        assertThat(account.locked { account.moves }).isEqualTo(2_000_000)
        assertThat(account.locked { account.left + account.right }).isZero()
    }

    @Test
    fun lockIsFreeAgainAfterAFailure() {
        val lock = object : SpinLock() {}

        assertThatThrownBy { lock.locked { error("boom") } }.hasMessage("boom")

        assertThat(lock.locked { "free" }).isEqualTo("free")
    }

    @Test
    fun lockIsFreeAgainAfterAReturnFromWithin() {
        val lock = object : SpinLock() {}
        fun leave(): String = lock.locked {
            return "left"
        }

        assertThat(leave()).isEqualTo("left")

        assertThat(lock.locked { "free" }).isEqualTo("free")
    }

    @Test
    fun lockIsFreeAgainAfterTheStackHasOverflowedAnywhereInTheSection() {
        val lock = object : SpinLock() {}
        fun dive(frames: Int): Int = lock.locked { fall(frames) } + dive((frames + 1) % 7)

        repeat(300) { round ->
            val diver =
                Thread(
                    null,
                    { assertThatThrownBy { dive(round % 7) }.isInstanceOf(StackOverflowError::class.java) },
                    "diver",
                    256_000L,
                )
            diver.isDaemon = true
            diver.start()
            diver.join(10_000)

            assertThat(diver.isAlive).describedAs("the lock is held for ever").isFalse()
        }

        assertThat(lock.locked { "free" }).isEqualTo("free")
    }

    private fun fall(frames: Int): Int = if (frames == 0) 0 else 1 + fall(frames - 1)

    private class Account : SpinLock() {
        var left = 0
        var right = 0
        var moves = 0

        fun move(amount: Int) = locked {
            check(left == -right) { "left $left, right $right" }
            left += amount
            moves++
            right -= amount
        }
    }
}
