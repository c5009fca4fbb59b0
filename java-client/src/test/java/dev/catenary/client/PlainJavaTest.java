package dev.catenary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.catenary.Catenary;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the compiler of this module has not met: types that no program names, and methods that none calls. */
class PlainJavaTest {
    private static final URL API =
            Catenary.class.getProtectionDomain().getCodeSource().getLocation();

    private static final List<String> PACKAGES = List.of("dev.catenary", "dev.catenary.insight");

    private final URLClassLoader withoutKotlin =
            new URLClassLoader(new URL[] {API}, ClassLoader.getPlatformClassLoader());
    private final List<Class<?>> publicTypes = new ArrayList<>();

    @BeforeEach
    void findPublicTypes() throws Exception {
        var files = Path.of(API.toURI());
        if (Files.isDirectory(files)) loadAllTypesIn(files);
        else
            try (var jar = FileSystems.newFileSystem(files)) {
                loadAllTypesIn(jar.getPath("/"));
            }
        assertThat(publicTypes).extracting(Class::getSimpleName).contains("Task", "Channel", "Success");
    }

    private void loadAllTypesIn(Path root) throws IOException, ClassNotFoundException {
        for (var name : PACKAGES) loadTypesIn(root.resolve(name.replace('.', '/')), name);
    }

    private void loadTypesIn(Path folder, String packageName) throws IOException, ClassNotFoundException {
        try (var files = Files.newDirectoryStream(folder, "*.class")) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(".class", "");
                var type = withoutKotlin.loadClass(packageName + "." + name);
                if (Modifier.isPublic(type.getModifiers())) publicTypes.add(type);
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        withoutKotlin.close();
    }

    @Test
    void programsNameEveryPublicType() throws Exception {
        var compiled = compiledPrograms();

        var missing = publicTypes.stream().filter(type -> !isNamed(type, compiled));

        assertThat(missing).isEmpty();
    }

    private static String compiledPrograms() throws Exception {
        var folder = Path.of(Scopes.class.getResource("Scopes.class").toURI()).getParent();
        var all = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, "*.class")) {
            for (var file : files) all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static boolean isNamed(Class<?> type, String compiled) {
        var name = Pattern.quote(type.getName().replace('.', '/'));
        return Pattern.compile(name + "(?![\\w$])").matcher(compiled).find();
    }

    @Test
    void signaturesResolveWithoutKotlin() {
        for (var type : publicTypes)
            assertThatCode(() -> resolveAll(type)).as(type.getName()).doesNotThrowAnyException();
    }

    private static void resolveAll(Class<?> type) {
        type.toGenericString();
        for (var method : type.getMethods()) method.toGenericString();
        for (var constructor : type.getConstructors()) constructor.toGenericString();
        for (var field : type.getFields()) field.toGenericString();
    }
}
