package dev.catenary.demos.notes.ch06practice;

import dev.catenary.Catenary;
import dev.catenary.demos.tutorial.Output;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Sends requests and tells what becomes of them. */
final class WebClient {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Output out;

    WebClient(Output out) {
        this.out = out;
    }

    /** Whether it was answered, and with a status that says success. */
    boolean fetch(int number, String url) throws InterruptedException {
        var path = URI.create(url).getPath();
        out.line("[request %d] GET %s", number, path);
        try {
            var response = send(url);
            out.line(
                    "[request %d] status %d, %d characters",
                    number, response.statusCode(), response.body().length());
            return response.statusCode() < 400;
        } catch (CompletionException e) {
            out.line("[request %d] failed: %s", number, e.getCause());
            return false;
        }
    }

    private HttpResponse<String> send(String url) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        var response = client.sendAsync(request, BodyHandlers.ofString());
        try {
            return Catenary.await(response);
        } finally {
            response.cancel(true); // if the wait was cancelled
        }
    }
}
