package dev.catenary.demos.crawl;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What a crawl of a jar must find, found the plain way: one thread, no network, and none of the crawl's code. Knows as much of
 * HTML as javadoc writes.
 */
final class SiteWalk {
    private record Reference(String target, String fragment) {
        @Override
        public String toString() {
            return fragment.isEmpty() ? target : target + "#" + fragment;
        }
    }

    private final Map<String, Set<String>> anchors = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final ArrayDeque<String> ahead = new ArrayDeque<>();
    private final Set<Reference> references = new LinkedHashSet<>();
    private final Set<String> files = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private final Set<String> foreign = new HashSet<>();
    private long bytes;
    private int links;

    private SiteWalk() {}

    static SiteWalk of(Path jar) throws IOException {
        var walk = new SiteWalk();
        try (var zip = new ZipFile(jar.toFile())) {
            walk.discover("index.html");
            while (!walk.ahead.isEmpty()) walk.visit(zip, walk.ahead.remove());
        }
        return walk;
    }

    int pages() {
        return anchors.size();
    }

    long bytes() {
        return bytes;
    }

    int links() {
        return links;
    }

    int files() {
        return files.size();
    }

    int foreign() {
        return foreign.size();
    }

    /** Targets with their fragments, in no order. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        for (var reference : references) {
            if (missing.contains(reference.target())) broken.add(reference.toString());
            var there = anchors.get(reference.target());
            if (there != null && !reference.fragment().isEmpty() && !there.contains(reference.fragment()))
                broken.add(reference.toString());
        }
        return broken;
    }

    private void discover(String name) {
        if (seen.add(name)) ahead.add(name);
    }

    private void visit(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            missing.add(name);
        } else if (name.endsWith(".html")) {
            bytes += entry.getSize();
            read(name, Jsoup.parse(zip.getInputStream(entry), "UTF-8", ""));
        } else {
            files.add(name);
        }
    }

    private void read(String name, Document page) {
        anchors.put(name, new HashSet<>(page.select("[id]").eachAttr("id")));
        for (var link : page.select("a[href], link[href]").eachAttr("href")) follow(name, link);
        for (var source : page.select("script[src], img[src]").eachAttr("src")) follow(name, source);
    }

    private void follow(String page, String reference) {
        if (reference.startsWith("mailto:") || reference.startsWith("javascript:")) return;
        links++;
        if (reference.matches("https?:.*")) {
            foreign.add(reference.replaceFirst("#.*", ""));
            return;
        }
        var parts = reference.split("#", 2);
        var target = parts[0].isEmpty()
                ? page
                : URI.create("/" + page).resolve(parts[0]).getPath().substring(1);
        var fragment = parts.length == 1 ? "" : URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
        references.add(new Reference(target, fragment));
        discover(target);
    }
}
