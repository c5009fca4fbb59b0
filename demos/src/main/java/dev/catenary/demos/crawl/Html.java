package dev.catenary.demos.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads the links and anchors out of a document, however malformed. */
final class Html {
    private static final Map<String, String> LINK_ATTRIBUTE = Map.ofEntries(
            Map.entry("a", "href"),
            Map.entry("area", "href"),
            Map.entry("link", "href"),
            Map.entry("audio", "src"),
            Map.entry("embed", "src"),
            Map.entry("frame", "src"),
            Map.entry("iframe", "src"),
            Map.entry("img", "src"),
            Map.entry("input", "src"),
            Map.entry("script", "src"),
            Map.entry("source", "src"),
            Map.entry("track", "src"),
            Map.entry("video", "src"));
    private static final Pattern OTHER_SCHEME =
            Pattern.compile("(?!https?:)[a-z][a-z0-9+.-]*:.*", Pattern.CASE_INSENSITIVE);
    private static final Set<String> HINTS = Set.of("preconnect", "dns-prefetch");

    private final Set<String> anchors = new HashSet<>();
    private final Set<Link> links = new LinkedHashSet<>();
    private final Set<Page.BadLink> badLinks = new LinkedHashSet<>();
    private final Map<String, Address> resolved = new HashMap<>();
    private final Address base;
    private int linkCount;

    private Html(Address base) {
        this.base = base;
    }

    /**
     * @param address where the document was found
     * @param charset the one the server named; without it the document's own declaration holds, then UTF-8
     */
    static Page read(Address address, byte[] body, @Nullable Charset charset) {
        try {
            var document = Jsoup.parse(
                    new ByteArrayInputStream(body), charset == null ? null : charset.name(), address.toString());
            var html = new Html(base(document, address));
            document.stream().forEach(html::visit);
            return new Page(html.anchors, html.linkCount, html.links, html.badLinks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Address base(Document document, Address address) {
        var element = document.head().selectFirst("base[href]");
        if (element == null) return address;
        try {
            return address.resolve(element.attr("href"));
        } catch (BadAddressException e) {
            return address;
        }
    }

    private void visit(Element element) {
        var name = element.normalName();
        if (element.hasAttr("id")) anchors.add(element.attr("id"));
        if (name.equals("a") && element.hasAttr("name")) anchors.add(element.attr("name"));
        var attribute = LINK_ATTRIBUTE.get(name);
        if (attribute != null && element.hasAttr(attribute) && !HINTS.contains(element.attr("rel")))
            visit(element.attr(attribute).strip());
    }

    private void visit(String reference) {
        if (OTHER_SCHEME.matcher(reference).matches()) return;
        linkCount++;
        try {
            links.add(new Link(resolve(reference), Link.fragmentOf(reference)));
        } catch (BadAddressException e) {
            badLinks.add(new Page.BadLink(reference, e.getMessage()));
        }
    }

    /** A page names the same few targets with many fragments. */
    private Address resolve(String reference) throws BadAddressException {
        int hash = reference.indexOf('#');
        var target = hash < 0 ? reference : reference.substring(0, hash);
        var known = resolved.get(target);
        if (known != null) return known;
        var address = base.resolve(target);
        resolved.put(target, address);
        return address;
    }
}
