package dev.catenary.demos.introduction;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.web.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Three pages of three sites at once, of which one does not answer. */
public final class FetchPages implements Demo {
    private static final List<String> SITES = List.of("example", "python", "overflow");
    private static final int SHOWN = 30;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var server = scope.use(LocalServer.open(routes -> {
            routes.get("/example", request -> request.html("<title>Example Domain</title> an example of a page"));
            routes.get("/python", request -> request.html("<title>Welcome to Python.org</title> and its page"));
        }));
        Catenary.supervisor(pages -> {
            var fetching = SITES.stream()
                    .map(site -> pages.fork(site, () -> fetch(server.http("/" + site))))
                    .toList();
            var outcomes = Tasks.gatherSettled(fetching);
            for (var site = 0; site < SITES.size(); site++)
                out.line("%s: %s", SITES.get(site), describe(outcomes.get(site)));
            return null;
        });
    }

    private String fetch(URI page) throws IOException, InterruptedException {
        var answer = Catenary.await(http.sendAsync(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()));
        if (answer.statusCode() != 200) throw new IOException("status " + answer.statusCode());
        return answer.body();
    }

    private static String describe(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Failure<String> failure)
            return "failed with " + failure.cause().getMessage();
        var page = outcome.getOrThrow();
        return page.substring(0, Math.min(SHOWN, page.length()));
    }
}
