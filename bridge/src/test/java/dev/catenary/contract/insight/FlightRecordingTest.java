package dev.catenary.contract.insight;

import static dev.catenary.contract.features.Feature.INSTRUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Mutex;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's flight recorder records of tasks. */
class FlightRecordingTest extends OnEveryCarrier {
    @TempDir
    private Path folder;

    private List<RecordedEvent> record(Runnable... programs) throws Exception {
        var file = folder.resolve("catenary.jfr");
        try (var recording = new Recording()) {
            recording.start();
            for (var program : programs) program.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.catenary."))
                .toList();
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String type, String task) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.catenary." + type))
                .filter(event -> task.equals(event.getString("task")))
                .toList();
    }

    private void program() {
        try {
            run(scope -> {
                var mutex = Mutex.create("db");
                var held = mutex.acquire();
                scope.fork("waiter", () -> mutex.acquire().close());
                Catenary.yieldNow();
                held.close();
                return null;
            });
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Proves(INSTRUMENTS)
    void tasksTurnsAndWaitsAreRecorded() throws Exception {
        var events = record(this::program);

        assertThat(of(events, "Task", "task 'waiter'"))
                .singleElement()
                .satisfies(event -> assertThat(event.getString("end")).isEqualTo("SUCCEEDED"));
        assertThat(of(events, "Turn", "task 'waiter'")).hasSize(2);
        assertThat(of(events, "Wait", "task 'waiter'")).singleElement().satisfies(event -> {
            assertThat(event.getString("operation")).isEqualTo("Mutex.acquire");
            assertThat(event.getString("target")).isEqualTo("mutex 'db'");
        });
    }

    @Test
    void loopsThatRunAlreadyAreRecordedToo() throws Exception {
        try (EventLoop loop = open()) {
            loop.run(scope -> null);

            var events = record(() ->
                    loop.start("later", scope -> null).toCompletableFuture().join());

            assertThat(of(events, "Turn", "task 'later'")).hasSize(1);
        }
    }

    @Test
    void failureThatNobodySawIsRecorded() throws Exception {
        var events = record(() -> {
            try (var loop = open()) {
                loop.execute(() -> {
                    throw new IllegalStateException("unseen");
                });
            }
        });

        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("dev.catenary.Failure"))
                .singleElement()
                .satisfies(event -> assertThat(event.getString("failure")).contains("unseen"));
        assertThat(reported()).hasSize(1);
    }
}
