package dev.catenary.demos.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.demos.web.Outgoing;
import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsCloseStatus;
import io.javalin.websocket.WsConnectContext;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * Tells each WebSocket the feed, in a task of its own that waits until one line is out before it takes the next. So a client
 * that reads slowly slows down nobody but itself; one that falls behind too far is disconnected.
 */
final class FeedSockets {
    private static final String TELLING = "telling";

    private final ObjectMapper json = new ObjectMapper();
    private final Exchange exchange;
    private volatile @Nullable Scope scope;

    FeedSockets(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Where the tasks live; before the first socket is opened. */
    void openIn(Scope scope) {
        this.scope = scope;
    }

    void open(WsConnectContext client) {
        var opened = scope;
        if (opened == null || exchange.isFeedClosed()) {
            client.closeSession(WsCloseStatus.GOING_AWAY, "the exchange is closed");
            return;
        }
        client.enableAutomaticPings();
        client.attribute(TELLING, opened.fork("feed", () -> tell(client)));
    }

    void close(WsCloseContext client) {
        Task<?> telling = client.attribute(TELLING);
        if (telling != null) telling.cancel("the client has gone");
    }

    private void tell(WsConnectContext client) throws JsonProcessingException, InterruptedException {
        try (var ticks = exchange.listen()) {
            send(client.session, new Subscribed(exchange.lastTold()));
            ticks.<JsonProcessingException>forEach(tick -> send(client.session, tick));
        } catch (CompletionException gone) {
            if (gone.getCause() instanceof IOException) return; // nobody is there to be told
            throw gone;
        }
        if (exchange.isFeedClosed()) client.closeSession(WsCloseStatus.GOING_AWAY, "the exchange has closed");
        else client.closeSession(WsCloseStatus.TRY_AGAIN_LATER, "too slow");
    }

    private void send(Session session, Tick tick) throws JsonProcessingException, InterruptedException {
        Outgoing.send(session, json.writeValueAsString(tick));
    }
}
