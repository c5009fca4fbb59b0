package dev.catenary.demos.crawl;

import java.util.Optional;

/** What there is at an address. */
sealed interface Finding {
    /** What is wrong with a link that leads here; empty if nothing is. */
    default Optional<String> problem(Link link) {
        return Optional.empty();
    }

    /** A page that was read. */
    record Document(Page page) implements Finding {
        @Override
        public Optional<String> problem(Link link) {
            return link.leadsToTop() || page.hasAnchor(link.fragment())
                    ? Optional.empty()
                    : Optional.of("no such anchor: #" + link.fragment());
        }
    }

    /** Something that is no page, or no page of the site: that it is there is all one needs to know. */
    record Present() implements Finding {}

    /** An address of another host, which is not contacted. */
    record Foreign() implements Finding {}

    /** Something is there or may be, but it was not read. */
    record Skipped(String reason) implements Finding {}

    /** The server sends its visitors elsewhere. */
    record Moved(Link to) implements Finding {
        /** Where {@code link}, which leads here, leads on to; its fragment holds unless the redirect names one. */
        Link from(Link link) {
            return to.fragment().isEmpty() ? new Link(to.target(), link.fragment()) : to;
        }
    }

    /** Nothing to be had. */
    record Broken(String reason) implements Finding {
        @Override
        public Optional<String> problem(Link link) {
            return Optional.of(reason);
        }
    }
}
