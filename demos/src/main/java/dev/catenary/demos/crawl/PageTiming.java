package dev.catenary.demos.crawl;

/** How long the answer to the last request for a page took, from the request to the last byte. */
record PageTiming(String page, double millis, long bytes) {}
