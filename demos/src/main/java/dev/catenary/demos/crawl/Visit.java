package dev.catenary.demos.crawl;

/**
 * Something to be visited.
 *
 * @param redirects how many redirects in a row led here
 */
record Visit(Address address, int redirects) {}
