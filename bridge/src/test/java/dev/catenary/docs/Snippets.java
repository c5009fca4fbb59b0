package dev.catenary.docs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The regions of a source file, between {@code // tag::name} and {@code // end::name}, and the page that shows them. */
final class Snippets {
    private static final String TAG = "// tag::";
    private static final String END = "// end::";
    private static final String SHOWN = "<!-- snippet: ";

    private final Map<String, List<String>> regions = new LinkedHashMap<>();
    private final TreeSet<String> unused;

    Snippets(List<String> source) {
        List<String> region = null;
        for (var line : source) {
            var text = line.strip();
            if (text.startsWith(TAG)) regions.put(text.substring(TAG.length()), region = new ArrayList<>());
            else if (text.startsWith(END)) region = null;
            else if (region != null) region.add(line);
        }
        unused = new TreeSet<>(regions.keySet());
    }

    /** The page with the regions of today. */
    List<String> into(List<String> page) {
        var written = new ArrayList<String>();
        var lines = page.iterator();
        while (lines.hasNext()) {
            var line = lines.next();
            written.add(line);
            if (!line.startsWith(SHOWN)) continue;
            written.add(lines.next());
            written.addAll(region(line.substring(SHOWN.length(), line.indexOf(" -->"))));
            var old = lines.next();
            while (!old.equals("```")) old = lines.next();
            written.add(old);
        }
        return written;
    }

    private List<String> region(String name) {
        var region = regions.get(name);
        if (region == null) throw new AssertionError("the page shows '" + name + "', which is no region of the test");
        unused.remove(name);
        return String.join("\n", region).stripIndent().lines().toList();
    }

    /** The numbers of the lines where Java begins that is no region. */
    static List<Integer> strange(List<String> page) {
        return IntStream.range(0, page.size())
                .filter(i -> page.get(i).equals("```java"))
                .filter(i -> i == 0 || !page.get(i - 1).startsWith(SHOWN))
                .mapToObj(i -> i + 1)
                .toList();
    }

    /** The regions that the page has not shown. */
    Collection<String> unused() {
        return unused;
    }
}
