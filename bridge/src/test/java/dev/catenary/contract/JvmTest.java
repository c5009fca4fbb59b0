package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CTRL_C;
import static dev.catenary.contract.features.Feature.CTRL_C_TWICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.OS;

/** What can only be seen in a JVM of its own: the line in the log, and the end by a signal. */
class JvmTest {
    @Test
    void logSaysWhatRunsBodiesAndWhatToAddForTheBestCarrier() throws Exception {
        var output = linesOf(start(Greeting.class));

        assertThat(output)
                .contains("hello")
                .anyMatch(line -> line.contains("Java bodies run on")
                        && line.contains("add --add-opens java.base/java.lang=ALL-UNNAMED to the command line"));
    }

    @Test
    @EnabledForJreRange(minVersion = 21)
    void logSaysThatTheLoopCarriesItsThreads() throws Exception {
        var output = linesOf(start(Greeting.class, "--add-opens=java.base/java.lang=ALL-UNNAMED"));

        assertThat(output)
                .contains("hello")
                .anyMatch(line -> line.endsWith("Java bodies run on virtual threads that the loop carries"));
    }

    static final class Greeting {
        public static void main(String... arguments) throws Exception {
            System.out.println(Catenary.<String, RuntimeException>run(
                    scope -> scope.fork(() -> "hello").join()));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // there a process is ended without its shutdown hooks
    @Proves(CTRL_C)
    void terminationCancelsTheMainScopeAndWaitsForItsCleanUp() throws Exception {
        var process = start(Service.class);
        try (var lines = process.inputReader()) {
            while (!"serving".equals(lines.readLine()))
                assertThat(process.isAlive()).isTrue();

            process.toHandle().destroy(); // process.destroy() would close the stream as well

            assertThat(lines.lines())
                    .containsSubsequence(
                            "interrupted: task 'main' was cancelled: the JVM is shutting down", "cleaned up");
        }
        assertThat(process.waitFor()).isEqualTo(128 + 15);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Proves(CTRL_C_TWICE)
    void secondTerminationEndsAtOnce() throws Exception {
        var process = start(Stubborn.class);
        try (var lines = process.inputReader()) {
            while (!"serving".equals(lines.readLine()))
                assertThat(process.isAlive()).isTrue();
            process.toHandle().destroy();
            while (!"cleaning up for ever".equals(lines.readLine()))
                assertThat(process.isAlive()).isTrue();

            process.toHandle().destroy();

            assertThat(process.waitFor()).isEqualTo(128 + 15);
        }
    }

    static final class Stubborn {
        public static void main(String... arguments) throws Exception {
            Catenary.run(LoopOptions.named("stubborn").closeTimeout(Duration.ofDays(1)), scope -> {
                try {
                    System.out.println("serving");
                    Catenary.sleep(Duration.ofDays(1));
                } finally {
                    Tasks.shielded(Duration.ofDays(1), () -> {
                        System.out.println("cleaning up for ever");
                        Catenary.sleep(Duration.ofDays(1));
                        return null;
                    });
                }
                return null;
            });
        }
    }

    static final class Service {
        public static void main(String... arguments) throws Exception {
            Catenary.run(scope -> {
                scope.fork(() -> {
                    try {
                        System.out.println("serving");
                        Catenary.sleep(Duration.ofDays(1));
                    } catch (InterruptedException e) {
                        System.out.println("interrupted: " + e.getMessage());
                        throw e;
                    } finally {
                        System.out.println("cleaned up");
                    }
                });
                return null;
            });
        }
    }

    private static Process start(Class<?> program, String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), program.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String classPath() {
        return Stream.of(
                        JvmTest.class.getName(),
                        "dev.catenary.Catenary",
                        "dev.catenary.testing.TestLoop",
                        "dev.catenary.bridge.BridgeProvider",
                        "dev.catenary.core.loop.EventLoop",
                        "kotlin.Unit",
                        "kotlinx.coroutines.Job")
                .map(JvmTest::placeOf)
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    private static String placeOf(String type) {
        try {
            var place =
                    Class.forName(type).getProtectionDomain().getCodeSource().getLocation();
            return Path.of(place.toURI()).toString();
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> linesOf(Process process) throws Exception {
        try (var lines = process.inputReader()) {
            return lines.lines().toList();
        } finally {
            process.waitFor();
        }
    }
}
