package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.web.LocalServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An HTTP client that only knows how to block, used off the loop: two requests wait at the same time. */
public final class BlockingLibrary implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var both = new CountDownLatch(2);
        var server = scope.use(LocalServer.open(routes -> routes.get("/page/{name}", request -> {
            both.countDown();
            both.await(); // answers nobody until both are there
            request.result("page " + request.pathParam("name"));
        })));

        var pages =
                Tasks.map(List.of("one", "two"), 2, name -> Catenary.offload(() -> get(server.http("/page/" + name))));
        out.line("%s, and both were waiting at the same time", pages);
    }

    private static String get(URI page) throws IOException {
        var connection = (HttpURLConnection) page.toURL().openConnection();
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
