package dev.catenary.demos.crawl;

/**
 * What a page refers to.
 *
 * @param fragment the place within the target, without the hash and unescaped; empty for the whole
 */
record Link(Address target, String fragment) {
    /** What {@code reference}, as a page's author wrote it, means on a page with this base. */
    static Link of(Address base, String reference) throws BadAddressException {
        return new Link(base.resolve(reference), fragmentOf(reference));
    }

    static String fragmentOf(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? "" : PercentEncoding.decoded(reference.substring(hash + 1));
    }

    /** Whether every page has this place, whatever its anchors. */
    boolean leadsToTop() {
        return fragment.isEmpty() || fragment.equalsIgnoreCase("top");
    }

    @Override
    public String toString() {
        return fragment.isEmpty() ? target.toString() : target + "#" + fragment;
    }
}
