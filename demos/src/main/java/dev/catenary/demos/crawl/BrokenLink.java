package dev.catenary.demos.crawl;

import java.util.List;

/**
 * A link that leads nowhere.
 *
 * @param target where it should lead, fragment included
 * @param pages the pages that hold it; none if it is where the crawl was told to start
 */
record BrokenLink(String target, String reason, List<String> pages) {}
