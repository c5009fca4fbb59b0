package dev.catenary.demos.crawl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A part of the javadoc jar: some of its packages, so that links into the others are broken. */
final class SmallJar {
    private SmallJar() {}

    static Path in(Path folder) throws IOException {
        var small = folder.resolve("small.jar");
        try (var all = new ZipFile(EmbeddedSite.javadoc().toFile());
                var out = new ZipOutputStream(Files.newOutputStream(small))) {
            for (var entry : all.stream().filter(SmallJar::isChosen).toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                all.getInputStream(entry).transferTo(out);
            }
        }
        return small;
    }

    private static boolean isChosen(ZipEntry entry) {
        var name = entry.getName();
        return name.startsWith("org/assertj/core/util/")
                || name.startsWith("org/assertj/core/description/")
                || name.equals("index.html");
    }
}
