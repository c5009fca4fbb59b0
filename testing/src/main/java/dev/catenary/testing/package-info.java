/**
 * Tests of what waits, without waiting.
 *
 * <p>With JUnit Jupiter, the {@link dev.catenary.testing.CatenaryExtension} gives each test a loop in virtual time. A test that
 * takes a {@link dev.catenary.Scope} runs on that loop, and time jumps whenever everything waits:
 *
 * <pre>{@code
 * @ExtendWith(CatenaryExtension.class)
 * class ReminderTest {
 *     @Test
 *     void remindsAfterAnHour(Scope scope) throws Exception {
 *         Channel<String> mails = Channel.rendezvous();
 *         scope.fork(() -> new Reminder(mails).run());
 *
 *         assertThat(mails.receive()).isEqualTo("one hour has passed");
 *     }
 * }
 * }</pre>
 *
 * <p>A hang is a failure that prints who waits for what; so is a task, a loop or a failure that the test leaves behind.
 *
 * <ul>
 *   <li>{@link dev.catenary.testing.TestLoop}: the same without JUnit, and time that passes in steps;
 *   <li>{@link dev.catenary.testing.SeededTest}: the same test in many orders of its tasks, each of which can be had again;
 *   <li>{@link dev.catenary.testing.Sequencer}: one order, written down; {@link dev.catenary.testing.Checkpoints}: the order
 *       that was, checked;
 *   <li>{@link dev.catenary.testing.CatenaryAssertions}: for AssertJ, what a task has come to and what it waits for.
 * </ul>
 *
 * <p>JUnit and AssertJ are optional: without them, what does not need them works.
 */
@NullMarked
package dev.catenary.testing;

import org.jspecify.annotations.NullMarked;
