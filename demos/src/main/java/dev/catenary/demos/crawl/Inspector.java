package dev.catenary.demos.crawl;

import dev.catenary.Catenary;
import dev.catenary.kotlin.Suspend;

/** Finds out what there is at an address. */
final class Inspector {
    private final Fetcher fetcher;
    private final RobotsPolicy robots;
    private final Tally tally;
    private final CrawlSettings settings;

    Inspector(Fetcher fetcher, RobotsPolicy robots, Tally tally, CrawlSettings settings) {
        this.fetcher = fetcher;
        this.robots = robots;
        this.tally = tally;
        this.settings = settings;
    }

    /** Reads the page at an address of the site. */
    Finding inspect(Address address) throws InterruptedException {
        return unlessForbidden(address, () -> pageAt(address));
    }

    /** Finds out whether there is anything at an address of another host, and reads none of it. */
    Finding probe(Address address) throws InterruptedException {
        return unlessForbidden(address, () -> anythingAt(address));
    }

    private interface Look {
        Finding look() throws InterruptedException, UnreachableException;
    }

    private Finding unlessForbidden(Address address, Look look) throws InterruptedException {
        try {
            return isAllowed(address) ? look.look() : new Finding.Skipped("disallowed by robots.txt");
        } catch (UnreachableException e) {
            return new Finding.Broken(e.getMessage());
        }
    }

    private boolean isAllowed(Address address) throws InterruptedException {
        return !settings.robots() || Suspend.<Boolean>call(k -> robots.allows(address.uri(), k));
    }

    private Finding pageAt(Address address) throws InterruptedException, UnreachableException {
        var reply = fetcher.fetch("GET", address);
        if (!reply.isSuccess()) return elsewhereOrBroken(address, reply);
        if (!reply.isHtml()) return fileIn(reply);
        if (!reply.content().whole())
            return new Finding.Skipped("larger than " + settings.bodyLimit() / 1_000_000 + " MB");
        var page = Catenary.offload(() -> Html.read(address, reply.content().bytes(), reply.charset()));
        tally.page(address, reply, page);
        return new Finding.Document(page);
    }

    private Finding anythingAt(Address address) throws InterruptedException, UnreachableException {
        var reply = fetcher.fetch("HEAD", address);
        if (reply.status() == 405 || reply.status() == 501) reply = fetcher.fetch("GET", address);
        return reply.isSuccess() ? new Finding.Present() : elsewhereOrBroken(address, reply);
    }

    private Finding fileIn(Reply reply) {
        tally.file();
        return Reply.saysHtml(reply.headers())
                ? new Finding.Skipped("binary content said to be html")
                : new Finding.Present();
    }

    private static Finding elsewhereOrBroken(Address address, Reply reply) {
        if (!reply.isRedirect()) return new Finding.Broken("status " + reply.status());
        try {
            return new Finding.Moved(Link.of(address, reply.location()));
        } catch (BadAddressException e) {
            return new Finding.Broken("bad redirect: " + e.getMessage());
        }
    }
}
