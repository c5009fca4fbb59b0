package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.STORM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Laws 4 and 6 when everything happens at once: nothing outlives its scope, nobody waits for ever, no failure is lost. */
class StormTest extends StructuredSuite {
    private static final int LOOPS = 3;
    private static final Duration A_HANG = Duration.ofSeconds(10);

    private static final int ROUNDS = Integer.getInteger("storm.rounds", 250);

    private final Storm storm = new Storm();
    private final Ledger ledger = new Ledger();

    @Test
    @Proves(STORM)
    void nothingIsLeftRunningOrWaitingOrUntold() throws Exception {
        rage(ROUNDS);
    }

    @Tag("slow")
    @RepeatedTest(60)
    void nothingIsLeftInOtherStormsEither() throws Exception {
        rage(ROUNDS);
    }

    private void rage(int rounds) throws Exception {
        var loops = new ArrayList<EventLoop>();
        var populations = new ArrayList<Supplier<List<String>>>();
        for (int i = 0; i < LOOPS; i++) {
            var loop = EventLoop.open(options()
                    .name("storm-" + i)
                    .clock(LoopClock.system())
                    .closeTimeout(A_HANG)
                    .failureHandler(ledger::report));
            loops.add(loop);
            populations.add(loop.run(scope -> Inside.population()));
        }
        var crowd = new Crowd(ledger, loops);

        try {
            storm.rage(random -> {
                for (int round = 0; round < rounds; round++) playARound(crowd, random);
            });
        } catch (AssertionError hang) {
            var left = populations.stream().map(population -> String.join("\n  ", population.get()));
            throw new AssertionError(left.collect(Collectors.joining("\n", "what still lives:\n", "\n")), hang);
        } finally {
            loops.forEach(EventLoop::close);
        }

        ledger.balance(storm.toString());
        for (var population : populations)
            assertThat(population.get()).as("%s: what still lives", storm).isEmpty();
    }

    private void playARound(Crowd crowd, Random random) throws Exception {
        var started = new ArrayList<Task<Object>>();
        for (int i = 0; i < 4; i++)
            started.add(crowd.anyLoop(random).start(RandomBody.tree(crowd, new Random(random.nextLong()))));
        started.forEach(crowd::add);
        for (int i = 0; i < 4; i++) {
            Races.spin(random.nextInt(2_000));
            crowd.disturb(random);
        }
        for (var task : started) if (random.nextInt(4) > 0) see(task);
    }

    /** Others are left alone, so that their failures are the handler's. */
    private void see(Task<Object> task) throws Exception {
        try {
            task.join(A_HANG);
        } catch (CompletionException e) {
            ledger.told(e.getCause(), "joined");
        } catch (CancellationException e) {
            // it has been cancelled by the storm
        }
    }
}
