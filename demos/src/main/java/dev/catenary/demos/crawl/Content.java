package dev.catenary.demos.crawl;

/**
 * The body of an answer.
 *
 * @param bytes what was read of it
 * @param whole false if there is more, which was left unread
 */
record Content(byte[] bytes, boolean whole) {
    private static final int SNIFFED = 512;

    /** No text has a zero in it, except in the wider Unicode encodings, which begin with a mark of their own. */
    boolean looksBinary() {
        if (hasWideMark()) return false;
        for (int i = 0; i < Math.min(bytes.length, SNIFFED); i++) if (bytes[i] == 0) return true;
        return false;
    }

    /** Whether the first thing in it is a tag. */
    boolean looksLikeMarkup() {
        int start = 0;
        while (start < bytes.length && Character.isWhitespace(bytes[start])) start++;
        return start < bytes.length && bytes[start] == '<';
    }

    private boolean hasWideMark() {
        if (bytes.length < 2) return false;
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return mark == 0xfeff || mark == 0xfffe;
    }
}
