package dev.catenary.demos.crawl;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on loopback whose pages are the files in a jar. */
final class EmbeddedSite implements AutoCloseable {
    static {
        // without it an answer on a kept connection waits 40 ms for an acknowledgement; read when the server's class
        // loads
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(EmbeddedSite::daemon);
    private final JarPages pages;
    private final HttpServer server;

    private EmbeddedSite(JarPages pages, Chaos chaos) throws IOException {
        this.pages = pages;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", pages).getFilters().add(chaos);
        server.setExecutor(threads);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "embedded site");
        thread.setDaemon(true);
        return thread;
    }

    static EmbeddedSite open(Path jar, Chaos chaos) throws IOException {
        var pages = JarPages.open(jar);
        try {
            return new EmbeddedSite(pages, chaos);
        } catch (IOException e) {
            pages.close();
            throw e;
        }
    }

    /** The javadoc jar that the build puts beside the demos: {@code site/} next to their jar, or to their classes. */
    static Path javadoc() {
        var code = EmbeddedSite.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(code.toString())).resolveSibling("site").resolve("assertj-core-javadoc.jar");
    }

    String start() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/index.html";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        pages.close();
    }
}
