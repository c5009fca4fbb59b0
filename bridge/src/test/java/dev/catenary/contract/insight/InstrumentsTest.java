package dev.catenary.contract.insight;

import static dev.catenary.contract.features.Feature.INSTRUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import dev.catenary.insight.Instrument;
import dev.catenary.insight.Party;
import dev.catenary.insight.WaitInfo;
import dev.catenary.testing.TestLoop;
import org.junit.jupiter.api.Test;

/** Those who are told what happens, while it happens. */
class InstrumentsTest extends OnEveryCarrier {
    private final class Noting implements Instrument {
        private void note(String what, Party task) {
            if (task.name().equals("task 'child'")) InstrumentsTest.this.note(what);
        }

        @Override
        public void spawned(Party task) {
            note("spawned", task);
        }

        @Override
        public void turnBegan(Party task) {
            note("turn", task);
        }

        @Override
        public void turnEnded(Party task) {
            note("turn ended", task);
        }

        @Override
        public void waitBegan(Party task, WaitInfo wait) {
            note("waits in " + wait.operation(), task);
        }

        @Override
        public void waitEnded(Party task) {
            note("has waited", task);
        }

        @Override
        public void ended(Party task, End how) {
            note("ended " + how, task);
        }
    }

    private Object child(Scope scope) throws InterruptedException {
        note("forks");
        scope.fork("child", () -> {
            Catenary.sleep(SECOND);
            note("runs");
        });
        return null;
    }

    @Test
    @Proves(INSTRUMENTS)
    void lifeOfATaskIsToldInItsOrder() throws Exception {
        TestLoop.run(options().instruments(new Noting()), this::child);

        assertThat(events())
                .containsExactly(
                        "forks",
                        "spawned",
                        "turn",
                        "waits in Catenary.sleep",
                        "turn ended",
                        "turn",
                        "has waited",
                        "runs",
                        "ended SUCCEEDED",
                        "turn ended");
    }

    @Test
    void endIsToldAsItIs() throws Exception {
        TestLoop.run(options().instruments(new Noting()), scope -> {
            scope.fork("child", () -> forever());
            Catenary.yieldNow();
            scope.cancel();
            return null;
        });

        assertThat(events()).contains("ended CANCELLED");
    }

    @Test
    @Proves(INSTRUMENTS)
    void oneThatThrowsIsRemovedAndReported() throws Exception {
        var crashing = new Instrument() {
            @Override
            public void spawned(Party task) {
                note("crashes");
                throw new IllegalStateException("out of order");
            }

            @Override
            public String toString() {
                return "crashing";
            }
        };

        TestLoop.run(options().instruments(crashing, new Noting()), this::child);

        assertThat(events().stream().filter("crashes"::equals)).hasSize(1);
        assertThat(events()).contains("spawned", "ended SUCCEEDED");
        assertThat(warned())
                .singleElement()
                .asString()
                .contains("instrument crashing of event loop 'test' failed", "out of order");
    }
}
