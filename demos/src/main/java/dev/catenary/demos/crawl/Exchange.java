package dev.catenary.demos.crawl;

import dev.catenary.Catenary;
import dev.catenary.Timeouts;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** One request and its answer. No redirect is followed and nothing is tried again. */
final class Exchange {
    private final HttpClient client;
    private final String userAgent;
    private final Duration timeout;
    private final long bodyLimit;

    Exchange(HttpClient client, CrawlSettings settings) {
        this.client = client;
        this.userAgent = settings.userAgent();
        this.timeout = settings.pageTimeout();
        this.bodyLimit = settings.bodyLimit();
    }

    /**
     * Waits for the whole answer, but for no more of its body than the limit.
     *
     * @throws UnreachableException if there is none, or not in time
     */
    Reply send(String method, Address address) throws InterruptedException, UnreachableException {
        long began = System.nanoTime();
        var answer = client.sendAsync(request(method, address), BoundedBody.page(bodyLimit));
        try {
            var response = Timeouts.within(timeout, () -> Catenary.await(answer));
            return reply(response, Duration.ofNanos(System.nanoTime() - began));
        } catch (TimeoutException e) {
            throw UnreachableException.tooLate(timeout, e);
        } catch (CompletionException e) {
            throw UnreachableException.of(address, e.getCause());
        } finally {
            answer.cancel(true); // whoever waits no longer hangs up
        }
    }

    private HttpRequest request(String method, Address address) {
        return HttpRequest.newBuilder(address.uri())
                .version(version(address))
                .method(method, BodyPublishers.noBody())
                .header("User-Agent", userAgent)
                .header("Accept", "text/html, */*;q=0.5")
                .build();
    }

    /** Without TLS the newer version costs every connection an upgrade that few servers know. */
    private static HttpClient.Version version(Address address) {
        return address.uri().getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }

    private static Reply reply(HttpResponse<Content> response, Duration latency) {
        return new Reply(response.statusCode(), response.headers(), response.body(), latency);
    }
}
