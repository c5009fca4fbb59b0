package dev.catenary.demos.crawl;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The escapes of a URL: {@code %} and two hexadecimal digits for each byte of UTF-8. */
final class PercentEncoding {
    private static final String RESERVED = ":/?#@!$&'()*+,;=";
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Escapes what must be escaped and nothing else; a percent sign that begins no escape is escaped itself. */
    static String normalized(String text) {
        int clean = 0;
        while (clean < text.length() && isPlain(text.charAt(clean))) clean++;
        if (clean == text.length()) return text;
        var out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) i = appendNext(out, text, i);
        return out.toString();
    }

    /** The text that was escaped; one that is not escaped properly stays as it is. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) return text;
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** @return the index of the last character used */
    private static int appendNext(StringBuilder out, String text, int index) {
        char c = text.charAt(index);
        if (c == '%' && isEscape(text, index)) {
            appendNormalized(out, Integer.parseInt(text, index + 1, index + 3, 16));
            return index + 2;
        }
        if (isPlain(c)) {
            out.append(c);
            return index;
        }
        int codePoint = text.codePointAt(index);
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) appendEscape(out, b & 0xff);
        return index + Character.charCount(codePoint) - 1;
    }

    private static boolean isPlain(char c) {
        return isUnreserved(c) || RESERVED.indexOf(c) >= 0;
    }

    private static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
    }

    private static boolean isEscape(String text, int index) {
        return index + 2 < text.length()
                && Character.digit(text.charAt(index + 1), 16) >= 0
                && Character.digit(text.charAt(index + 2), 16) >= 0;
    }

    private static void appendNormalized(StringBuilder out, int value) {
        if (isUnreserved(value)) out.append((char) value);
        else appendEscape(out, value);
    }

    private static void appendEscape(StringBuilder out, int value) {
        out.append('%').append(DIGITS.charAt(value >> 4)).append(DIGITS.charAt(value & 15));
    }
}
