package dev.catenary.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the figures were measured on, and with. */
final class Machine {
    private static final Pattern JAR = Pattern.compile(
            "(kotlin-stdlib|kotlinx-coroutines-core-jvm|channels|reactor-core|mutiny|jmh-core)-(.+)\\.jar");

    private Machine() {}

    static Map<String, String> described() throws IOException {
        var all = new LinkedHashMap<String, String>();
        all.put("date", LocalDate.now().toString());
        all.put("JDK", System.getProperty("java.vm.vendor") + " " + Runtime.version());
        all.put("cores", Runtime.getRuntime().availableProcessors() + ", " + processor());
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        libraries().forEach(name -> {
            var jar = JAR.matcher(name);
            if (jar.matches()) all.put(jar.group(1).equals("channels") ? "jox" : jar.group(1), jar.group(2));
        });
        return all;
    }

    /** The names of the jars this was started with. */
    private static Stream<String> libraries() throws IOException {
        var path = System.getProperty("java.class.path");
        if (!path.endsWith("benchmarks.jar"))
            return Stream.of(path.split(File.pathSeparator)).map(Machine::nameOf);
        try (var jar = new JarFile(path)) {
            var listed = jar.getManifest().getMainAttributes().getValue("Class-Path");
            return Stream.of(listed.split(" ")).map(Machine::nameOf);
        }
    }

    private static String nameOf(String path) {
        return Path.of(path).getFileName().toString();
    }

    private static String processor() throws IOException {
        var told = Path.of("/proc/cpuinfo");
        if (!Files.exists(told)) return System.getProperty("os.arch");
        try (var lines = Files.lines(told)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
