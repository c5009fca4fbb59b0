package dev.catenary.demos.mixed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A client of one service. */
public record Browser(String address) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    public HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return CLIENT.send(request(method, path), BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> getAsync(String path) {
        return sendAsync("GET", path);
    }

    public CompletableFuture<HttpResponse<String>> sendAsync(String method, String path) {
        return CLIENT.sendAsync(request(method, path), BodyHandlers.ofString());
    }

    /** The lines of an answer as they come. */
    public Stream<String> lines(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream");
        return CLIENT.send(request.build(), BodyHandlers.ofLines()).body();
    }

    private HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.noBody())
                .build();
    }

    private URI uri(String path) {
        return URI.create(address + path);
    }
}
