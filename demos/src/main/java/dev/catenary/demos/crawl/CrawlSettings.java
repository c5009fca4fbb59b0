package dev.catenary.demos.crawl;

import java.time.Duration;

/**
 * What a crawl shall do and within which bounds.
 *
 * @param start the page it starts from; its host is the site, which is not left
 * @param concurrency how many addresses are visited at once
 * @param rate how many requests a second a host gets; infinite for no limit
 * @param pageTimeout how long one request may take, from its start to the last byte of the answer
 * @param totalTimeout how long the whole may take
 * @param maxPages how many addresses of the site are visited
 * @param retries how often a request that failed for now is tried again
 * @param redirects how many redirects in a row are followed
 * @param bodyLimit how many bytes of a page are read; a larger one is not checked
 * @param checkExternal whether links to other hosts are checked, or only counted
 * @param robots whether robots.txt is obeyed
 * @param userAgent what the crawler says it is
 */
record CrawlSettings(
        Address start,
        int concurrency,
        double rate,
        Duration pageTimeout,
        Duration totalTimeout,
        int maxPages,
        int retries,
        int redirects,
        long bodyLimit,
        boolean checkExternal,
        boolean robots,
        String userAgent) {}
