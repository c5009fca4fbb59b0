package dev.catenary.api;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The types of a package that a user can see, wherever on the class path they are, tests apart. */
final class PublicTypes {
    private static final String SUFFIX = ".class";

    private PublicTypes() {}

    static List<Class<?>> ofPackage(String packageName) throws IOException, ClassNotFoundException {
        ClassLoader loader = PublicTypes.class.getClassLoader();
        String tests = PublicTypes.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        List<Class<?>> types = new ArrayList<>();
        for (URL folder : Collections.list(loader.getResources(packageName.replace('.', '/')))) {
            if (!folder.toString().startsWith(tests)) {
                for (String name : classNamesIn(folder)) {
                    types.add(Class.forName(packageName + "." + name, false, loader));
                }
            }
        }
        types.removeIf(type -> !isVisible(type));
        types.sort(Comparator.comparing(Class::getName));
        return types;
    }

    static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && !type.isSynthetic()
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && !KotlinInternals.isInternal(type)
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static List<String> classNamesIn(URL folder) throws IOException {
        URI uri = URI.create(folder.toString());
        if (!uri.getScheme().equals("jar")) {
            return classNamesIn(Path.of(uri));
        }
        String[] jarAndEntry = uri.getRawSchemeSpecificPart().split("!", 2);
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(jarAndEntry[0])))) {
            return classNamesIn(jar.getPath(jarAndEntry[1]));
        }
    }

    private static List<String> classNamesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.equals("package-info.class"))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .toList();
        }
    }
}
