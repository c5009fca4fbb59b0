package dev.catenary.demos.crawl;

/** Whether links to other hosts are checked. */
enum ExternalLinks {
    /** Each once, by asking the other host for the headers. */
    ON,
    /** They are counted; no other host is contacted. */
    OFF,
    /** On for a site of the web, off for the embedded one. */
    AUTO
}
