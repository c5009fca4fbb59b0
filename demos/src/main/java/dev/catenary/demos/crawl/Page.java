package dev.catenary.demos.crawl;

import java.util.Set;

/**
 * An HTML document, as far as a link checker is concerned.
 *
 * @param anchors the places in it that a fragment can name
 * @param linkCount how often it refers to something, each occurrence counted
 * @param links what it refers to, each once
 * @param badLinks the references that are no address
 */
record Page(Set<String> anchors, int linkCount, Set<Link> links, Set<BadLink> badLinks) {
    /**
     * @param text what stands in the page
     * @param reason what is wrong with it
     */
    record BadLink(String text, String reason) {}

    boolean hasAnchor(String fragment) {
        return anchors.contains(fragment);
    }

    /** What is worth remembering of a page whose links have been followed. */
    Page withoutLinks() {
        return new Page(anchors, linkCount, Set.of(), Set.of());
    }
}
