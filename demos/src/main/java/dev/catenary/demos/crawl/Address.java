package dev.catenary.demos.crawl;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something is on the web: an absolute http or https URL without fragment, spelled in one way only, so that two
 * spellings of one address are equal.
 */
record Address(URI uri) {
    private static final Pattern LINE_BREAK = Pattern.compile("[\\t\\r\\n]+");
    private static final Pattern ESCAPED_IPV6 = Pattern.compile("^(https?://|//)%5B([0-9a-fA-F:.]+)%5D");

    /** @throws BadAddressException if {@code text} is no absolute http or https URL with a host */
    static Address of(String text) throws BadAddressException {
        return normalized(parsed(text), text);
    }

    /** The address that {@code reference}, as a page's author wrote it, means on a page with this one as its base. */
    Address resolve(String reference) throws BadAddressException {
        var relative = parsed(reference);
        return normalized(isOnlyQuery(relative) ? withQuery(relative) : uri.resolve(relative), reference);
    }

    /** What shares a rate limit and a robots.txt, and what the crawl does not leave: the host, and the port if it is unusual. */
    String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static URI parsed(String text) throws BadAddressException {
        try {
            var oneLine = LINE_BREAK.matcher(withoutFragment(text.strip())).replaceAll("");
            return new URI(withBrackets(PercentEncoding.normalized(oneLine)));
        } catch (URISyntaxException e) {
            throw new BadAddressException("not a url", text);
        }
    }

    /** Brackets must be escaped everywhere but around an IPv6 host. */
    private static String withBrackets(String text) {
        return text.contains("%5B") ? ESCAPED_IPV6.matcher(text).replaceFirst("$1[$2]") : text;
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    /** java.net.URI resolves these by an older RFC, which drops the last segment of the path. */
    private static boolean isOnlyQuery(URI reference) {
        return !reference.isAbsolute()
                && reference.getRawAuthority() == null
                && reference.getRawPath().isEmpty();
    }

    private URI withQuery(URI reference) {
        var query = reference.getRawQuery();
        return query == null ? uri : URI.create(beforeQuery(uri.toString()) + "?" + query);
    }

    private static String beforeQuery(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? text : text.substring(0, mark);
    }

    private static Address normalized(URI uri, String asWritten) throws BadAddressException {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https"))
            throw new BadAddressException("url is neither http nor https", asWritten);
        if (uri.getPort() > 65_535) throw new BadAddressException("url has no valid port", asWritten);
        var text = new StringBuilder(scheme).append("://").append(host(uri, asWritten));
        if (uri.getPort() >= 0 && uri.getPort() != defaultPort(scheme))
            text.append(':').append(uri.getPort());
        text.append(withoutDots(uri.normalize().getRawPath()));
        if (uri.getRawQuery() != null) text.append('?').append(uri.getRawQuery());
        return new Address(URI.create(text.toString()));
    }

    private static String host(URI uri, String asWritten) throws BadAddressException {
        if (uri.getHost() != null) return uri.getHost().toLowerCase(Locale.ROOT);
        var international = asciiHost(uri.getRawAuthority());
        if (international == null) throw new BadAddressException("url has no valid host", asWritten);
        return international;
    }

    private static @Nullable String asciiHost(@Nullable String authority) {
        try {
            if (authority == null || authority.isEmpty()) return null;
            var ascii = IDN.toASCII(PercentEncoding.decoded(authority)).toLowerCase(Locale.ROOT);
            return new URI("http://" + ascii + "/").getHost();
        } catch (IllegalArgumentException | URISyntaxException e) {
            return null;
        }
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    /** A path may not climb above its root: browsers ignore the attempt, java.net.URI keeps it. */
    private static String withoutDots(String path) {
        var rest = path;
        while (rest.startsWith("/../")) rest = rest.substring(3);
        return rest.isEmpty() || rest.equals("/..") ? "/" : rest;
    }
}
