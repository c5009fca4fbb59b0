package dev.catenary.demos.crawl;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.WorkQueue;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One crawl of one site, from its start page on. A fixed number of workers take addresses from the frontier, visit them, and
 * add what they find there; each address is visited once.
 */
final class Crawl {
    private final WorkQueue<Visit> frontier = WorkQueue.unbounded();
    private final SiteMap map = new SiteMap();
    private final Tally tally = new Tally();
    private final CrawlSettings settings;
    private final Inspector inspector;
    private String site;
    private int planned;
    private Ending ending = Ending.CANCELLED;

    Crawl(CrawlSettings settings) {
        this.settings = settings;
        this.site = settings.start().host();
        var client = client(settings);
        this.inspector = new Inspector(
                new Fetcher(new Exchange(client, settings), tally, settings),
                new RobotsPolicy(client, settings.userAgent(), settings.pageTimeout()),
                tally,
                settings);
    }

    private static HttpClient client(CrawlSettings settings) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.pageTimeout())
                .build();
    }

    /** Returns when every address has been visited, or when the time is up. */
    void run() throws InterruptedException {
        Catenary.scope("crawl", this::<@Nullable Void>run);
    }

    private @Nullable Void run(Scope scope) throws InterruptedException {
        var deadline = scope.loop().schedule(settings.totalTimeout(), () -> stop(scope));
        try {
            discover(settings.start(), 0);
            for (int i = 0; i < settings.concurrency(); i++)
                scope.fork("worker " + i, () -> frontier.forEach(this::visit));
            frontier.join();
            frontier.shutdown();
            scope.join();
            ending = Ending.COMPLETE;
            return null;
        } finally {
            deadline.cancel();
        }
    }

    private void stop(Scope scope) {
        ending = Ending.OUT_OF_TIME;
        scope.cancel("total timeout " + DurationText.of(settings.totalTimeout()));
    }

    private void visit(Visit visit) throws InterruptedException {
        var finding = isOwn(visit.address()) ? inspector.inspect(visit.address()) : inspector.probe(visit.address());
        if (finding instanceof Finding.Document document) follow(visit.address(), document.page());
        if (finding instanceof Finding.Moved moved) finding = follow(visit, moved);
        if (finding instanceof Finding.Broken) tally.error();
        map.settle(visit.address(), finding);
    }

    private void follow(Address address, Page page) {
        for (var link : page.links()) {
            discover(link.target(), 0);
            map.refer(address, link);
        }
        for (var link : page.badLinks()) map.refer(address, link);
    }

    private Finding follow(Visit visit, Finding.Moved moved) {
        if (visit.redirects() == settings.redirects())
            return new Finding.Broken("more than " + settings.redirects() + " redirects");
        if (tally.pages() == 0) site = moved.to().target().host();
        discover(moved.to().target(), visit.redirects() + 1);
        return moved;
    }

    private void discover(Address address, int redirects) {
        if (!map.add(address)) return;
        if (isOwn(address)) plan(new Visit(address, redirects));
        else discoverForeign(new Visit(address, redirects));
    }

    private void plan(Visit visit) {
        if (planned == settings.maxPages()) return;
        planned++;
        frontier.tryPut(visit);
    }

    private void discoverForeign(Visit visit) {
        tally.external();
        if (settings.checkExternal()) frontier.tryPut(visit);
        else map.settle(visit.address(), new Finding.Foreign());
    }

    private boolean isOwn(Address address) {
        return address.host().equals(site);
    }

    /** For code of the loop that runs the crawl. */
    Progress progress() {
        var work = frontier.stats();
        int inWork = (int) work.unfinished() - work.size();
        return new Progress(tally.pages(), planned, tally.links(), tally.pagesPerSecond(), inWork, tally.errors());
    }

    /** What has been found so far; for code of the loop that runs the crawl, or for anyone when the crawl is over. */
    Report report() {
        return Report.of(settings.start(), ending, tally, map);
    }
}
