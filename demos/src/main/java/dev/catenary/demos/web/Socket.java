package dev.catenary.demos.web;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's WebSocket as a client, its messages as a channel: closed when the server closes, with a cause when the connection
 * breaks. The next message is asked for when the last one has room, so a slow reader slows its server down.
 */
public final class Socket implements AutoCloseable {
    private static final int READ_AHEAD = 64;

    private final WebSocket socket;
    private final Incoming incoming;

    private Socket(WebSocket socket, Incoming incoming) {
        this.socket = socket;
        this.incoming = incoming;
    }

    /** Waits for the server to accept. */
    public static Socket open(HttpClient http, URI address) throws InterruptedException {
        var incoming = new Incoming();
        return new Socket(Catenary.await(http.newWebSocketBuilder().buildAsync(address, incoming)), incoming);
    }

    public Receiver<String> messages() {
        return incoming.messages;
    }

    /** Waits until the message is on its way; one at a time. */
    public void send(String message) throws InterruptedException {
        Catenary.await(socket.sendText(message, true));
    }

    /** The code with which the server closed; -1 if it has not. */
    public int closeCode() {
        return incoming.closeCode;
    }

    /** Says goodbye, and waits until that is on its way. */
    public void leave() throws InterruptedException {
        Catenary.await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    @Override
    public void close() {
        socket.abort();
        incoming.messages.cancel();
    }

    private static final class Incoming implements WebSocket.Listener {
        final Channel<String> messages = Channel.buffered("messages", READ_AHEAD);
        volatile int closeCode = -1;
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (!last) {
                socket.request(1);
                return null;
            }
            var message = parts.toString();
            parts.setLength(0);
            messages.sendAsync(message).thenRun(() -> socket.request(1));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCode = code;
            messages.close();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            messages.close(failure instanceof IOException ? failure : new IOException(failure));
        }
    }
}
