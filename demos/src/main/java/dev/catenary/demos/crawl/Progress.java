package dev.catenary.demos.crawl;

/**
 * How far a crawl has come.
 *
 * @param known pages of the site the crawl has heard of, visited or not
 */
record Progress(int pages, int known, long links, double pagesPerSecond, int inFlight, int errors) {}
