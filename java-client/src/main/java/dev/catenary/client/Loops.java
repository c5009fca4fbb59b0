package dev.catenary.client;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.ContextSource;
import dev.catenary.EventLoop;
import dev.catenary.EventLoops;
import dev.catenary.FailureHandler;
import dev.catenary.FailureReport;
import dev.catenary.Handle;
import dev.catenary.LoopClock;
import dev.catenary.LoopGroup;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.TaskLocal;
import dev.catenary.WorkQueue;
import dev.catenary.spi.Engine;
import dev.catenary.spi.EngineProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionException;

/** Loops that live as long as a service, and what they are told when they are opened. */
final class Loops {
    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    private Loops() {}

    static List<String> callbacks() throws InterruptedException {
        var order = new ArrayList<String>();
        Promise<Void> done = Promise.create();
        try (EventLoop loop = EventLoop.open("callbacks")) {
            loop.execute(() -> {
                Handle never = loop.schedule(Duration.ofHours(1), () -> order.add("never"));
                loop.schedule(Duration.ofNanos(1), () -> done.complete(null));
                order.add(never.cancel() ? "taken back" : "too late");
            });
            done.join();
        }
        return order;
    }

    static String unseenFailure() throws InterruptedException {
        Promise<FailureReport> reported = Promise.create();
        FailureHandler handler = reported::complete;
        var options = LoopOptions.named("service")
                .carrier(Carrier.AUTOMATIC)
                .clock(LoopClock.system())
                .closeTimeout(Duration.ofSeconds(5))
                .failureHandler(handler);
        try (EventLoop loop = EventLoop.open(options)) {
            loop.execute(() -> {
                throw new IllegalStateException("oops");
            });
            return reported.join().failure().getMessage();
        }
    }

    static String context() throws InterruptedException {
        TaskLocal<String> request = TaskLocal.create("request");
        USER.set("ada");
        try {
            return Catenary.run(
                    LoopOptions.named("context").context(ContextSource.threadLocal(USER)),
                    scope -> request.with(
                            "42",
                            () -> scope.fork(() -> request.get() + " for " + USER.get())
                                    .join()));
        } finally {
            USER.remove();
        }
    }

    static String contextByHand() throws Exception {
        USER.set("ada");
        ContextSource.Captured captured = ContextSource.threadLocal(USER).capture();
        USER.remove();
        return captured.call(() -> "back to " + USER.get());
    }

    static int groupOfLoops() throws InterruptedException {
        try (LoopGroup group = EventLoops.group("workers", 2)) {
            var first = group.next().start(scope -> 1);
            var second = group.next().start("second", scope -> 2);
            return first.join() + second.join() + EventLoops.shared().run(scope -> 3);
        }
    }

    static String chosenEngine() throws InterruptedException {
        EngineProvider provider =
                ServiceLoader.load(EngineProvider.class).findFirst().orElseThrow();
        Engine engine = provider.engine();
        WorkQueue<String> queue = engine.primitives().workQueue("queue", 1, WorkQueue.Order.LIFO, null);
        try (EventLoop loop = EventLoop.open(provider, LoopOptions.defaults())) {
            return loop.<String, CompletionException>run(
                    scope -> engine.currentLoop().orElseThrow() == scope.loop() ? queue.name() : "another loop");
        }
    }
}
