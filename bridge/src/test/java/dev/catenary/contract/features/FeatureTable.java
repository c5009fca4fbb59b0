package dev.catenary.contract.features;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page {@code docs/features.md}: each feature with the tests that say that they prove it. */
final class FeatureTable {
    private final Map<Feature, TreeSet<String>> proofs = new EnumMap<>(Feature.class);

    /** Of the test classes in the directory, or jar, that holds {@code anchor}. */
    static FeatureTable ofTestsBeside(Class<?> anchor) throws IOException, ReflectiveOperationException {
        var table = new FeatureTable();
        for (var type : classesBeside(anchor)) table.read(type);
        return table;
    }

    private static List<Class<?>> classesBeside(Class<?> anchor) throws IOException, ReflectiveOperationException {
        var root = rootOf(anchor);
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> className(root.relativize(file)))
                    .sorted()
                    .toList();
        }
        var found = new ArrayList<Class<?>>();
        for (var name : names) found.add(Class.forName(name, false, anchor.getClassLoader()));
        return found;
    }

    private static Path rootOf(Class<?> anchor) {
        try {
            return Path.of(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String className(Path file) {
        var path = file.toString();
        return path.substring(0, path.length() - ".class".length())
                .replace(file.getFileSystem().getSeparator(), ".");
    }

    private void read(Class<?> type) {
        for (var method : type.getDeclaredMethods()) {
            if (!isTest(method.getAnnotations())) continue;
            var test = type.getSimpleName() + "." + method.getName();
            for (var feature : featuresOf(method.getAnnotation(Proves.class), type.getAnnotation(Proves.class)))
                proofs.computeIfAbsent(feature, none -> new TreeSet<>()).add(test);
        }
    }

    /** Also annotations that are made of one. */
    private static boolean isTest(java.lang.annotation.Annotation[] annotations) {
        return Stream.of(annotations)
                .map(java.lang.annotation.Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().endsWith("Test"));
    }

    private static List<Feature> featuresOf(Proves... annotations) {
        return Stream.of(annotations)
                .filter(annotation -> annotation != null)
                .flatMap(annotation -> Stream.of(annotation.value()))
                .distinct()
                .toList();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        Collections.addAll(lines, """
                # Features, and the tests that prove them

                Written from the tests by `FeatureTableTest`; to renew it run
                `mvn verify -Dfeatures.update=true`. A line reads "not yet" until a test says that it
                proves it. Suites of the contract run on each carrier that the JVM offers, on JDK 17 and on the newest JDK.
                """.split("\n"));
        for (var section : Feature.Section.values()) lines.addAll(linesOf(section));
        return lines;
    }

    private List<String> linesOf(Feature.Section section) {
        var lines = new ArrayList<>(List.of("", "## " + section.title, ""));
        for (var feature : Feature.values()) if (feature.section == section) lines.addAll(linesOf(feature));
        return lines;
    }

    private List<String> linesOf(Feature feature) {
        var tests = proofs.get(feature);
        if (tests == null) return List.of("- " + feature.line + ": *not yet*");
        var byClass = tests.stream()
                .map(test -> test.split("\\."))
                .collect(Collectors.groupingBy(
                        test -> test[0],
                        java.util.TreeMap::new,
                        Collectors.mapping(test -> "`" + test[1] + "`", Collectors.joining(", "))));
        var lines = new ArrayList<>(List.of("- **" + feature.line + "**"));
        byClass.forEach((type, methods) -> lines.add("  - " + type + ": " + methods));
        return lines;
    }
}
