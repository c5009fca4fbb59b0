package dev.catenary.demos.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Answers with the files in a jar. */
final class JarPages implements HttpHandler, AutoCloseable {
    private final ZipFile jar;

    private JarPages(ZipFile jar) {
        this.jar = jar;
    }

    /** @throws FileNotFoundException if there is no such jar */
    static JarPages open(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) throw new FileNotFoundException("no such jar: " + jar);
        return new JarPages(new ZipFile(jar.toFile()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var entry = jar.getEntry(exchange.getRequestURI().getPath().substring(1));
            if (entry == null || entry.isDirectory()) exchange.sendResponseHeaders(404, -1);
            else send(entry, exchange);
        }
    }

    private void send(ZipEntry entry, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", mediaType(entry.getName()));
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, isHead || entry.getSize() == 0 ? -1 : entry.getSize());
        if (isHead) return;
        try (var body = jar.getInputStream(entry)) {
            body.transferTo(exchange.getResponseBody());
        }
    }

    private static String mediaType(String name) {
        var known = URLConnection.guessContentTypeFromName(name);
        return known == null ? "application/octet-stream" : known;
    }

    @Override
    public void close() {
        try {
            jar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
