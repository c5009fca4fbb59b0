package dev.catenary.demos.crawl;

import java.io.Serial;

/** A text is no address of the web. */
final class BadAddressException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    BadAddressException(String rule, String value) {
        super(rule + ": " + value);
    }
}
