package dev.catenary.demos.crawl;

import static dev.catenary.demos.crawl.TestSite.bytes;
import static dev.catenary.demos.crawl.TestSite.hangUp;
import static dev.catenary.demos.crawl.TestSite.status;
import static dev.catenary.demos.crawl.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.catenary.Carrier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The crawl against a site that a test makes up, from the command line to the report. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.catenary.demos.crawl.Carriers#offered")
class CrawlTest {
    @Parameter
    Carrier carrier;

    private TestSite site;

    @BeforeEach
    void open() throws IOException {
        site = TestSite.open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private CommandRun crawl(String... options) {
        return crawlFrom(site.url("/"), options);
    }

    private CommandRun crawlFrom(String url, String... options) {
        var arguments = new ArrayList<>(List.of("crawl", url, "--json", "--rate=10000", "--carrier=" + carrier));
        arguments.addAll(Arrays.asList(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    /** Each broken link as "path reason". */
    private List<String> broken(CommandRun run) {
        return lines(run, "broken", "target");
    }

    private List<String> skipped(CommandRun run) {
        return lines(run, "skipped", "address");
    }

    private List<String> lines(CommandRun run, String list, String name) {
        var lines = new ArrayList<String>();
        for (var entry : run.json().get(list))
            lines.add(entry.get(name).asText().replace(site.url(""), "") + " "
                    + entry.get("reason").asText());
        return lines;
    }

    // pages and links

    @Test
    void siteWhoseLinksAllLeadSomewhereIsClean() {
        site.page("/", "<a href=a.html>a</a> <a href='/b.html'>b</a>")
                .page("/a.html", "<a href='.'>home</a>")
                .page("/b.html", "");

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(broken(run)).isEmpty();
        assertThat(run.json().get("pages").asInt()).isEqualTo(3);
        assertThat(run.json().get("links").asInt()).isEqualTo(3);
    }

    @Test
    void pageIsFetchedOnceHoweverManyLinksLeadToIt() {
        site.page("/", "<a href=a>1</a><a href=./a#x>2</a><a href='/b/../a'>3</a><a href='/%61'>4</a>")
                .page("/a", "<p id=x></p><a href=/>home</a><a href=a>self</a>");

        crawl();

        assertThat(site.requests()).containsExactlyInAnyOrder("GET /robots.txt", "GET /", "GET /a");
    }

    @Test
    void missingPageIsBrokenOnEveryPageThatHoldsTheLink() {
        site.page("/", "<a href=a>a</a><a href=gone>gone</a>").page("/a", "<a href=gone>gone</a>");

        var run = crawl();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(broken(run)).containsExactly("/gone status 404");
        assertThat(run.json().at("/broken/0/pages"))
                .extracting(page -> page.asText())
                .containsExactlyInAnyOrder(site.url("/"), site.url("/a"));
    }

    @Test
    void fragmentMissingFromTargetIsBroken() {
        site.page("/", "<a href=a#here>1</a><a href=a#gone>2</a><a href='#top'>3</a><a href='#'>4</a>")
                .page("/a", "<a name=here>here</a>");

        var run = crawl();

        assertThat(broken(run)).containsExactly("/a#gone no such anchor: #gone");
    }

    @Test
    void escapedFragmentNamesAnUnescapedAnchor() {
        site.page("/", "<a href='#f(x)'>1</a><a href='#%66%28x%29'>2</a><p id='f(x)'>");

        var run = crawl();

        assertThat(broken(run)).isEmpty();
    }

    @Test
    void malformedHtmlIsReadAsABrowserReadsIt() {
        site.page(
                        "/",
                        "<!doctype no><a href=a>a<table><td></b><p id=x><a href='#x'>x</html>more<a href=c <b>&#xFFFFFFFF;")
                .page("/a", "<");

        var run = crawl();

        assertThat(run.json().get("links").asInt()).isEqualTo(3);
        assertThat(broken(run)).containsExactly("/c status 404");
    }

    @Test
    void linkThatIsNoUrlIsBroken() {
        site.page(
                "/",
                "<a href='http://'>nowhere</a><a href='mailto:me@example.com'>mail</a><a href='javascript:go()'>go</a>");

        var run = crawl();

        assertThat(broken(run)).containsExactly("http:// not a url: http://");
        assertThat(run.json().get("links").asInt()).isEqualTo(1);
    }

    @Test
    void charsetOfTheAnswerDecidesWhatAnAnchorIsCalled() {
        var latin = "<p id=\u00e9>".getBytes(StandardCharsets.ISO_8859_1);
        site.page("/", "<a href='a#\u00e9'>a</a>").on("/a", bytes("text/html; charset=iso-8859-1", latin));

        var run = crawl();

        assertThat(broken(run)).isEmpty();
    }

    // what is no page

    @Test
    void binaryContentIsNotRead() {
        site.page("/", "<a href=a.zip>zip</a><a href=b.html>zip in disguise</a>")
                .on("/a.zip", bytes("application/zip", new byte[100_000]))
                .on("/b.html", bytes("text/html", new byte[100_000]));

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get("pages").asInt()).isEqualTo(1);
        assertThat(run.json().get("files").asInt()).isEqualTo(2);
        assertThat(skipped(run)).containsExactly("/b.html binary content said to be html");
    }

    @Test
    void pageOfAGigabyteIsNotReadToItsEnd() {
        var sent = new AtomicLong();
        site.page("/", "<a href=big>big</a>").on("/big", exchange -> sendGigabyte(exchange, 0, sent));

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(skipped(run)).containsExactly("/big larger than 10 MB");
        assertThat(sent).hasValueLessThan(100_000_000);
    }

    @Test
    void pageThatSaysItHasAGigabyteIsNotReadAtAll() {
        var sent = new AtomicLong();
        site.page("/", "<a href=big>big</a>").on("/big", exchange -> sendGigabyte(exchange, 1 << 30, sent));

        var run = crawl();

        assertThat(skipped(run)).containsExactly("/big larger than 10 MB");
        assertThat(sent).hasValueLessThan(10_000_000);
    }

    /** Written as it is read; nobody holds it. */
    private static void sendGigabyte(HttpExchange exchange, long announced, AtomicLong sent) throws IOException {
        var piece = "<p>more</p>\n".repeat(4096).getBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, announced);
        for (; sent.get() < 1 << 30; sent.addAndGet(piece.length))
            exchange.getResponseBody().write(piece);
    }

    // redirects

    @Test
    void redirectLeadsToAPageThatIsFetchedOnce() {
        site.page("/", "<a href=old#x>old</a><a href=old#gone>old</a><a href=new>new</a>")
                .redirect("/old", "/new")
                .page("/new", "<p id=x>");

        var run = crawl();

        assertThat(broken(run)).containsExactly("/old#gone no such anchor: #gone");
        assertThat(run.json().get("pages").asInt()).isEqualTo(2);
        assertThat(site.count("GET /new")).isOne();
    }

    @Test
    void redirectLoopIsBroken() {
        site.page("/", "<a href=a>a</a>").redirect("/a", "/b").redirect("/b", "/a");

        var run = crawl();

        assertThat(broken(run))
                .containsExactly(
                        "/a redirect loop: " + site.url("/a") + " -> " + site.url("/b") + " -> " + site.url("/a"));
    }

    @Test
    void endlessRedirectIsBroken() {
        site.page("/", "<a href=0>0</a>");
        for (int i = 0; i < 100; i++) site.redirect("/" + i, "/" + (i + 1));

        var run = crawl("--max-redirects=7");

        assertThat(broken(run)).containsExactly("/0 more than 7 redirects");
        assertThat(site.requests()).contains("GET /7").doesNotContain("GET /8");
    }

    @Test
    void redirectToWhatIsNoAddressIsBroken() {
        site.redirect("/", "mailto:me@example.com");

        var run = crawl();

        assertThat(broken(run)).containsExactly("/ bad redirect: url is neither http nor https: mailto:me@example.com");
    }

    @Test
    void redirectOfTheStartDecidesWhichSiteItIs() throws IOException {
        try (var other = TestSite.open()) {
            site.redirect("/", other.url("/home"));
            other.page("/home", "<a href=a>a</a>").page("/a", "");

            var run = crawl();

            assertThat(run.json().get("pages").asInt()).isEqualTo(2);
            assertThat(run.exitCode()).isZero();
        }
    }

    // trouble

    @Test
    void unknownHostIsALineOfTheReport() {
        var run = crawlFrom("http://nowhere.invalid/");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(broken(run)).containsExactly("http://nowhere.invalid/ unknown host: nowhere.invalid");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void refusedPortIsALineOfTheReport() throws IOException {
        int port = freePort();

        var run = crawlFrom("http://127.0.0.1:" + port + "/");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(broken(run)).containsExactly("http://127.0.0.1:" + port + "/ connection refused: 127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void failureThatPassesIsNoFailure() {
        site.on("/", status(500)).on("/", status(503)).on("/", hangUp()).page("/", "");

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get("setbacks").asInt()).isBetween(2, 3);
    }

    @Test
    void refusalIsBrokenAndNotTriedAgain() {
        site.page("/", "<a href=a>a</a><a href=b>b</a>").status("/a", 401).status("/b", 403);

        var run = crawl();

        assertThat(broken(run)).containsExactly("/a status 401", "/b status 403");
        assertThat(site.count("GET /a")).isOne();
    }

    @Test
    void failureThatStaysIsBroken() {
        site.page("/", "<a href=a>a</a><a href=b>b</a>").status("/a", 503).on("/b", hangUp());

        var run = crawl("--retries=1");

        assertThat(broken(run))
                .hasSize(2)
                .contains("/a status 503")
                .anyMatch(line -> line.startsWith("/b connection broken: "));
        assertThat(site.count("GET /a")).isEqualTo(2);
    }

    @Test
    void connectionBrokenWithinAnAnswerIsTriedAgain() {
        site.on("/", exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write('<');
                })
                .page("/", "");

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get("bytes").asInt()).isZero();
    }

    @Test
    void throttledCrawlWaitsAsLongAsItWasTold() {
        var times = new ArrayList<Long>();
        site.on("/", exchange -> {
                    times.add(System.nanoTime());
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                })
                .on("/", exchange -> {
                    times.add(System.nanoTime());
                    text("text/html", "").handle(exchange);
                });

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(1_000_000_000);
    }

    @Test
    void serverThatWantsToBeLeftAloneForADayIsNotAskedAgain() {
        var tomorrow = ZonedDateTime.now(ZoneOffset.UTC).plusDays(1).format(DateTimeFormatter.RFC_1123_DATE_TIME);
        site.on("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", tomorrow);
            exchange.sendResponseHeaders(503, -1);
        });

        var run = crawl();

        assertThat(broken(run)).containsExactly("/ status 503");
        assertThat(site.count("GET /")).isOne();
    }

    @Test
    void pageThatDoesNotAnswerInTimeIsBroken() {
        var end = new CountDownLatch(1);
        site.page("/", "<a href=a>a</a><a href=b>b</a>").page("/b", "").on("/a", exchange -> await(end));

        var run = crawl("--page-timeout=300ms");
        end.countDown();

        assertThat(broken(run)).containsExactly("/a no whole answer within 300ms");
        assertThat(run.json().get("pages").asInt()).isEqualTo(2);
    }

    @Test
    void crawlThatIsOutOfTimeReportsWhatItHas() {
        var end = new CountDownLatch(1);
        site.page("/", "<a href=a>a</a>").on("/a", exchange -> await(end));

        var run = crawl("--total-timeout=500ms");
        end.countDown();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get("ending").asText()).isEqualTo("OUT_OF_TIME");
        assertThat(run.json().get("pages").asInt()).isEqualTo(1);
        assertThat(run.json().get("unvisited").asInt()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // bounds

    @Test
    void noMorePagesAreVisitedThanAllowed() {
        site.page("/", "<a href=a>a</a><a href=b>b</a>").page("/a", "").page("/b", "");

        var run = crawl("--max-pages=2");

        assertThat(run.json().get("pages").asInt()).isEqualTo(2);
        assertThat(run.json().get("unvisited").asInt()).isEqualTo(1);
        assertThat(run.exitCode()).isZero();
    }

    // robots.txt

    @Test
    void disallowedPageIsNotFetched() {
        site.on("/robots.txt", text("text/plain", "User-agent: *\nDisallow: /secret"))
                .page("/", "<a href=secret/a>a</a><a href=b>b</a>")
                .page("/b", "");

        var run = crawl();

        assertThat(run.exitCode()).isZero();
        assertThat(skipped(run)).containsExactly("/secret/a disallowed by robots.txt");
        assertThat(site.requests()).doesNotContain("GET /secret/a");
    }

    @Test
    void robotsFileIsAskedForAgainIfTheServerFails() {
        site.on("/robots.txt", status(503))
                .on("/robots.txt", hangUp())
                .on("/robots.txt", text("text/plain", "User-agent: catenary-crawl\nDisallow: /a"))
                .page("/", "<a href=a>a</a>");

        var run = crawl();

        assertThat(skipped(run)).containsExactly("/a disallowed by robots.txt");
        assertThat(site.count("GET /robots.txt")).isBetween(3, 4);
    }

    @Test
    void serverThatFailsToGiveItsRobotsFileIsLeftAlone() {
        site.status("/robots.txt", 500).page("/", "");

        var run = crawl();

        assertThat(skipped(run)).containsExactly("/ disallowed by robots.txt");
        assertThat(site.requests()).doesNotContain("GET /");
    }

    @Test
    void robotsFileThatIsNowhereForbidsNothing() {
        site.redirect("/robots.txt", "no such://place").page("/", "");

        var run = crawl();

        assertThat(run.json().get("pages").asInt()).isOne();
    }

    @Test
    void robotsFileIsNotAskedForIfTheUserSaysSo() {
        site.on("/robots.txt", text("text/plain", "User-agent: *\nDisallow: /")).page("/", "");

        var run = crawl("--no-robots");

        assertThat(run.json().get("pages").asInt()).isEqualTo(1);
        assertThat(site.requests()).containsExactly("GET /");
    }

    // other hosts

    @Test
    void linkToAnotherHostIsCheckedOnceAndNotRead() throws IOException {
        try (var other = TestSite.open()) {
            other.page("/a", "<a href=deeper>deeper</a>");
            site.page(
                    "/",
                    "<a href='%1$s'>1</a><a href='%1$s#x'>2</a><a href='%2$s'>3</a>"
                            .formatted(other.url("/a"), other.url("/gone")));

            var run = crawl();

            assertThat(other.requests()).containsExactlyInAnyOrder("GET /robots.txt", "HEAD /a", "HEAD /gone");
            assertThat(broken(run)).containsExactly(other.url("/gone") + " status 404");
            assertThat(run.json().get("externalLinks").asInt()).isEqualTo(2);
        }
    }

    @Test
    void hostThatKnowsNoHeadIsAskedForThePage() throws IOException {
        try (var other = TestSite.open()) {
            other.on("/a", status(405)).page("/a", "");
            site.page("/", "<a href='" + other.url("/a") + "'>a</a>");

            var run = crawl();

            assertThat(other.requests()).containsExactly("GET /robots.txt", "HEAD /a", "GET /a");
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void otherHostIsNotContactedIfTheUserSaysSo() throws IOException {
        try (var other = TestSite.open()) {
            site.page("/", "<a href='" + other.url("/a") + "'>a</a>");

            var run = crawl("--external=off");

            assertThat(other.requests()).isEmpty();
            assertThat(run.json().get("externalLinks").asInt()).isEqualTo(1);
            assertThat(run.exitCode()).isZero();
        }
    }
}
