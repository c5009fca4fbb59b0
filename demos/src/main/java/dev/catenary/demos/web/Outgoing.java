package dev.catenary.demos.web;

import dev.catenary.Catenary;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** The server's side of a WebSocket, as something to wait for. */
public final class Outgoing {
    private Outgoing() {}

    /**
     * Waits until the text is on its way. Javalin's own {@code send} does not: what a slow client has not read gathers in memory.
     *
     * @throws java.util.concurrent.CompletionException with an {@link java.io.IOException} if the client has gone
     */
    public static void send(Session session, String text) throws InterruptedException {
        var sent = new CompletableFuture<@Nullable Void>();
        session.sendText(text, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        Catenary.await(sent);
    }
}
