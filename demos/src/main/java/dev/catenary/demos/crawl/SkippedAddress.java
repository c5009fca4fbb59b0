package dev.catenary.demos.crawl;

/** Something that was not checked, and why. */
record SkippedAddress(String address, String reason) {}
