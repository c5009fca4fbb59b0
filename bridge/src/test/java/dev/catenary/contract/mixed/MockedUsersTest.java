package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.catenary.Catenary;
import dev.catenary.kotlin.Suspend;
import dev.catenary.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.MockMakers;
import org.mockito.invocation.Invocation;
import org.mockito.stubbing.Answer;

/** A mock of a Kotlin interface with suspend functions, in a Java test. */
class MockedUsersTest {
    private final Users users = mock(Users.class, withSettings().mockMaker(MockMakers.PROXY));

    /** Mockito knows suspend functions, and does not look at their continuation. */
    private static final Continuation<Object> ANY = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {}
    };

    /** The last argument of a suspend function is its continuation, which Mockito keeps to itself. */
    private static Answer<@Nullable Object> suspending(Callable<?> body) {
        return call -> {
            var arguments = ((Invocation) call).getRawArguments();
            @SuppressWarnings("unchecked")
            var k = (Continuation<Object>) arguments[arguments.length - 1];
            return Suspend.implement(k, body::call);
        };
    }

    @Test
    void mockAnswersAtOnceOrLater() throws Exception {
        when(users.find(1, ANY)).thenAnswer(suspending(() -> "ada"));
        when(users.find(2, ANY)).thenAnswer(suspending(() -> {
            Catenary.sleep(Duration.ofHours(1));
            return "eve";
        }));

        var found = TestLoop.run(scope -> Suspend.<String>call(k -> Callers.findTwice(users, k)));

        assertThat(found).isEqualTo("ada eve");
        verify(users).find(2, ANY);
    }

    @Test
    void mockFails() throws Exception {
        when(users.find(1, ANY)).thenAnswer(suspending(() -> {
            throw new IOException("boom");
        }));

        TestLoop.run(scope -> {
            assertThatThrownBy(() -> Suspend.<@Nullable String>call(k -> Callers.findInCoroutine(users, 1, k)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
            return null;
        });
    }
}
