package dev.catenary.contract.structured;

import dev.catenary.Action;
import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A body that does in its scope what its random numbers say: opens scopes and limits, forks, waits, cancels and fails.
 *
 * <p>Left to itself it comes to an end: what it waits for was forked before it, or ends by itself, or by a cancel that it has
 * arranged. So a storm that hangs has lost a cancel or a wake-up.
 */
final class RandomBody {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Crowd crowd;
    private final Random random;
    private final int depth;
    private final Scope scope;
    private final Life life;

    /** Whether the scope's tasks are strangers to each other: then who joins one is told of its failure in its stead. */
    private final boolean supervised;

    /** Tasks that do not wait for this body; those from {@link #own} on are of its scope. */
    private final List<Task<?>> earlier;

    private final int own;

    private RandomBody(
            Crowd crowd,
            Random random,
            int depth,
            Scope scope,
            Life life,
            boolean supervised,
            List<Task<?>> earlier,
            int own) {
        this.crowd = crowd;
        this.random = random;
        this.depth = depth;
        this.scope = scope;
        this.life = life;
        this.supervised = supervised;
        this.earlier = earlier;
        this.own = own;
    }

    /** The body of a task of a loop. */
    static ScopeBody<Object, Exception> tree(Crowd crowd, Random random) {
        return scope -> {
            var body = new RandomBody(crowd, random, 6, scope, new Life(crowd.ledger), false, List.of(), 0);
            body.inScope(false, Catenary::scope);
            return "value";
        };
    }

    private RandomBody in(Scope inner, Life its, boolean isSupervised) {
        return new RandomBody(
                crowd, random, depth - 1, inner, its, isSupervised, new ArrayList<>(earlier), earlier.size());
    }

    private RandomBody deeper() {
        return new RandomBody(crowd, random, depth - 1, scope, life, supervised, earlier, own);
    }

    private RandomBody another() {
        var its = new Random(random.nextLong());
        return new RandomBody(crowd, its, depth - 1, scope, life, supervised, new ArrayList<>(earlier), own);
    }

    // ---- what it does

    private Object act() throws Exception {
        for (int left = 1 + random.nextInt(3 + depth); left > 0; left--) {
            if (depth > 0 && random.nextInt(3) > 0) branch();
            else go();
        }
        return "value";
    }

    /** As {@link #act}, of a task, which may fail as it unwinds. */
    private Object live() throws Exception {
        try {
            return act();
        } catch (InterruptedException e) {
            if (random.nextInt(8) > 0) throw e;
            var failure = crowd.ledger.failure();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private void branch() throws Exception {
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4, 5 -> forked(scope.fork(child()));
            case 6, 7 -> forked(scope.forkEager(child()));
            case 8 -> forkStage();
            case 9 -> forkOffLoop();
            case 10 -> forkOneThatEndsByACancel();
            case 11 -> perhapsCaught(this::startService);
            case 12 -> inBackground();
            case 13, 14 -> inScope(true, Catenary::supervisor);
            case 15, 16, 17 -> inScope(false, Catenary::scope);
            case 18 -> inScope(false, crowd.anyLoop(random)::run);
            case 19 -> inLimit((limit, body) -> Timeouts.within(limit, () -> body.call()));
            case 20 -> inLimit((limit, body) -> Timeouts.tryWithin(limit, () -> body.call()));
            default -> inLimit((limit, body) -> Tasks.shielded(limit, () -> body.call()));
        }
    }

    private void go() throws Exception {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 20, 21, 22 -> Catenary.sleep(moment());
            case 5, 6 -> Catenary.yieldNow();
            case 7, 8, 9, 10, 11 -> join();
            case 12, 13 -> meet(() -> crowd.anyJoinable(random).join(moment()));
            case 14 -> meet(() -> Tasks.gather(List.copyOf(earlier.subList(own, earlier.size()))));
            case 15, 16 -> Catenary.offload(life.of(this::offLoop)::call);
            case 17, 18 -> crowd.disturb(random);
            default -> throw crowd.ledger.failure();
        }
    }

    private Duration moment() {
        return random.nextInt(6) == 0 ? Duration.ZERO : Duration.ofNanos(random.nextInt(300_000));
    }

    // ---- tasks

    private Callable<Object> child() {
        return life.of(another()::live);
    }

    private void forked(Task<?> task) throws Exception {
        crowd.add(task);
        if (supervised) {
            if (random.nextBoolean() && !task.isDone()) joinAsTheOnlyOne(task);
        } else {
            earlier.add(task);
            crowd.addJoinable(task);
        }
    }

    /** Its failure is told to the one who waits for it when it fails, and not to the handler. */
    private void joinAsTheOnlyOne(Task<?> task) throws Exception {
        try {
            task.join();
        } catch (CompletionException e) {
            crowd.ledger.told(e.getCause(), "joined");
        } catch (CancellationException e) {
            if (random.nextBoolean()) throw e;
        }
    }

    private void forkStage() {
        var promise = Promise.create("stage");
        var failure = crowd.ledger.unthrown();
        var stage = new Crowd.Stage(promise, failure);
        var task = scope.forkStage(() -> promise);
        crowd.ledger.mayFail(task, failure);
        crowd.ledger.waitedFor(promise);
        crowd.add(task);
        crowd.add(stage, random);
        var end = new Random(random.nextLong());
        scope.loop().schedule(moment(), () -> stage.end(end));
    }

    private void forkOffLoop() {
        crowd.add(Catenary.offloadAsync(life.of(another()::offLoop)));
    }

    private Object offLoop() throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> Races.spin(random.nextInt(1_000));
            case 1 -> new CountDownLatch(1).await(random.nextInt(300), TimeUnit.MICROSECONDS);
            case 2 -> meet(() -> crowd.anyJoinable(random).join(moment()));
            default -> throw crowd.ledger.failure();
        }
        return "value";
    }

    private void forkOneThatEndsByACancel() throws Exception {
        var task = scope.fork(life.of(RandomBody::forever));
        try {
            deeper().act();
        } finally {
            crowd.ledger.cancel(task);
        }
    }

    private static Object forever() throws InterruptedException {
        return Promise.create("never").join();
    }

    /** Until it is ready its failure is its starter's, who throws it on as it is. */
    private void startService() throws Exception {
        var service = another();
        try {
            scope.startService("service", ready -> {
                var serve = life.of(() -> {
                    service.act();
                    ready.complete("ready");
                    return service.act();
                });
                serve.call();
            });
        } catch (CompletionException e) {
            throw (Exception) e.getCause();
        }
    }

    private void inBackground() throws Exception {
        in(scope.background(), life, true).forkSome();
    }

    private void forkSome() throws Exception {
        for (int left = random.nextInt(3); left > 0; left--) forked(scope.fork(child()));
    }

    // ---- waits

    private void join() throws Exception {
        if (earlier.isEmpty()) return;
        var task = earlier.get(random.nextInt(earlier.size()));
        meet(random.nextBoolean() ? task::join : task::get);
    }

    /** However a task of others ends: that need not be the end of this body. */
    private void meet(Callable<?> wait) throws Exception {
        try {
            wait.call();
        } catch (CompletionException | ExecutionException | CancellationException | TimeoutException e) {
            if (random.nextInt(4) == 0) throw e;
        }
    }

    // ---- scopes and limits

    private interface Opener {
        void open(ScopeBody<Object, Exception> body) throws Exception;
    }

    private void inScope(boolean isSupervised, Opener opener) throws Exception {
        var its = new Life(crowd.ledger);
        perhapsCaught(() -> {
            try {
                opener.open(inner -> in(inner, its, isSupervised).actAsItsBody());
            } finally {
                its.ends();
            }
        });
    }

    private Object actAsItsBody() throws Exception {
        crowd.add(scope, life, random);
        act();
        switch (random.nextInt(8)) {
            case 0 -> scope.join();
            case 1 -> scope.cancel("a storm");
            case 2 -> {
                scope.fork(life.of(RandomBody::forever));
                scope.cancel("a storm");
            }
            default -> {}
        }
        return "value";
    }

    private interface Limiter {
        void limit(Duration limit, Callable<Object> body) throws Exception;
    }

    private void inLimit(Limiter limiter) throws Exception {
        var hour = random.nextInt(4) == 0;
        perhapsCaught(() -> limiter.limit(hour ? HOUR : moment(), () -> {
            deeper().act();
            return hour || random.nextBoolean() ? "value" : forever();
        }));
    }

    private void perhapsCaught(Action<Exception> code) throws Exception {
        try {
            code.run();
        } catch (Exception thrown) {
            if (thrown instanceof InterruptedException && !Inside.isCancelled())
                crowd.ledger.broken("an interruption without a cancel: " + thrown);
            if (random.nextBoolean()) throw thrown;
            crowd.ledger.told(thrown, "caught");
        }
        if (Thread.currentThread().isInterrupted() && !Inside.isCancelled())
            crowd.ledger.broken("an interrupt was left behind");
    }
}
