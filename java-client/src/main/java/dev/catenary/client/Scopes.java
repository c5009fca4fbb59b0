package dev.catenary.client;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Completions;
import dev.catenary.Joiner;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeBody;
import dev.catenary.ScopeFailedException;
import dev.catenary.Service;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.Waited;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Tasks in scopes, and what becomes of several of them. */
final class Scopes {
    private Scopes() {}

    static String greeting() throws InterruptedException {
        return Catenary.run(scope -> {
            Task<String> hello = scope.fork("hello", () -> "hello");
            Task<String> world = scope.forkStage(() -> CompletableFuture.completedFuture("world"));
            return String.join(" ", Tasks.gather(List.of(hello, world)));
        });
    }

    static List<Throwable> failures() throws InterruptedException {
        ScopeBody<Void, RuntimeException> body = scope -> {
            scope.fork(() -> {
                throw new IOException("disk full");
            });
            scope.fork(() -> Catenary.sleep(Duration.ofHours(1)));
            scope.join();
            return null;
        };
        try {
            return Catenary.run(scope -> {
                Catenary.scope("writing", body);
                return List.of();
            });
        } catch (ScopeFailedException failed) {
            return failed.failures();
        }
    }

    static String outcomes() throws InterruptedException {
        return Catenary.run(scope -> {
            Task<Integer> one = Task.completed(1);
            Task<Integer> none = Task.failed(new IOException("none"));
            Promise<Integer> never = Promise.create("never");
            never.cancel("nobody wants it");
            var told = new ArrayList<String>();
            for (Outcome<Integer> outcome : Tasks.gatherSettled(List.of(one, none, never))) told.add(inWords(outcome));
            return String.join(", ", told);
        });
    }

    private static String inWords(Outcome<Integer> outcome) {
        if (outcome instanceof Outcome.Success<Integer> success) return "got " + success.value();
        if (outcome instanceof Outcome.Failure<Integer> failure)
            return "failed: " + failure.cause().getMessage();
        return outcome instanceof Outcome.Cancelled<Integer> ? "cancelled" : "?";
    }

    static List<Integer> inOrderOfTheirEnds() throws InterruptedException {
        return Catenary.run(scope -> {
            Promise<Integer> late = Promise.create();
            Promise<Integer> early = Promise.create();
            var ends = new ArrayList<Integer>();
            try (Completions<Integer> completions = Tasks.asCompleted(List.of(late, early))) {
                early.complete(1);
                ends.add(completions.next().join());
                late.complete(2);
                while (completions.hasNext()) ends.add(completions.next().join());
            }
            return ends;
        });
    }

    static int stillPending() throws InterruptedException {
        return Catenary.run(scope -> {
            Promise<String> never = Promise.create();
            Waited<String> waited =
                    Tasks.waitFor(List.of(Task.completed("now"), never), Until.FIRST_COMPLETED, Duration.ofHours(1));
            return waited.pending().size();
        });
    }

    static List<String> severalWays() throws InterruptedException {
        return Catenary.run(scope -> List.of(
                Tasks.race(List.of(() -> "raced", () -> slow("raced"))),
                Tasks.hedged(Duration.ofHours(1), 2, () -> "hedged"),
                Tasks.join(Joiner.firstSuccess(), List.of(() -> slow("joined"), () -> "joined")),
                Tasks.map(List.of("mapped"), 4, word -> word).get(0)));
    }

    private static String slow(String word) throws InterruptedException {
        Catenary.sleep(Duration.ofHours(1));
        return word;
    }

    static String chained() throws InterruptedException {
        return Catenary.run(scope -> scope.fork(() -> 20)
                .map(number -> number + 1)
                .flatMap(number -> Task.completed(number * 2))
                .recover(failure -> 0)
                .orTimeout(Duration.ofHours(1))
                .map(number -> "the answer is " + number)
                .join());
    }

    static String calledBack() throws InterruptedException {
        return Catenary.run(scope -> {
            Promise<String> told = Promise.create("told");
            Callback<String> callback = Callback.of(value -> told.complete("value: " + value), told::fail);
            scope.forkEager(() -> "forty-two").onComplete(callback);
            return told.join();
        });
    }

    static String served() throws InterruptedException {
        return Catenary.run(scope -> {
            Scope background = scope.background();
            Service<String> greeter = ready -> {
                ready.complete("at your service");
                Catenary.sleep(Duration.ofHours(1));
            };
            return background.startService("greeter", greeter);
        });
    }

    static List<String> cleanedUp() throws InterruptedException, TimeoutException {
        var order = new ArrayList<String>();
        Catenary.<Void, TimeoutException>run(scope -> {
            scope.use(() -> order.add("closed"));
            order.add(Catenary.offload(() -> "computed elsewhere"));
            Tasks.shielded(Duration.ofHours(1), () -> {
                order.add("not to be interrupted");
            });
            Catenary.yieldNow();
            return null;
        });
        return order;
    }
}
