package dev.catenary.demos.crawl;

import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to one request.
 *
 * @param latency from the request to the last byte read
 */
record Reply(int status, HttpHeaders headers, Content content, Duration latency) {
    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']+)", Pattern.CASE_INSENSITIVE);

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** Whether the server says where else to look. */
    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> headers.firstValue("location").isPresent();
            default -> false;
        };
    }

    /** Whether the same request may be answered otherwise later. */
    boolean isPassing() {
        return status == 429 || status == 408 || status / 100 == 5 && status != 501 && status != 505;
    }

    String location() {
        return headers.firstValue("location").orElse("");
    }

    Optional<String> retryAfter() {
        return headers.firstValue("retry-after");
    }

    /** Whether this is a document to be read, by what the server says and by what it looks like. */
    boolean isHtml() {
        if (content.looksBinary()) return false;
        return headers.firstValue("content-type").isPresent() ? saysHtml(headers) : content.looksLikeMarkup();
    }

    /** Whether an answer with these headers may be HTML, as far as one can tell before its body. */
    static boolean saysHtml(HttpHeaders headers) {
        var type = headers.firstValue("content-type").orElse("text/html").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }

    /** The charset the server named, if this JVM knows it. */
    @Nullable Charset charset() {
        var named = CHARSET.matcher(headers.firstValue("content-type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
