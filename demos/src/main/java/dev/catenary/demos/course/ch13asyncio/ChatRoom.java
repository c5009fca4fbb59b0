package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Broadcast;
import dev.catenary.Broadcast.WhenFull;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.demos.web.Outgoing;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;

/** Passes on what each client says to all others, in order, by a task for each that waits until one message is out. */
final class ChatRoom {
    private static final String TELLING = "telling";
    private static final int BUFFER = 16;

    private final Broadcast<Message> messages = Broadcast.create("room", BUFFER, WhenFull.WAIT);
    private final Scope scope;

    ChatRoom(Scope scope) {
        this.scope = scope;
    }

    void serve(WsConfig socket) {
        socket.onConnect(client -> client.attribute(TELLING, scope.fork(name(client), () -> tell(client))));
        socket.onMessage(client -> messages.send(new Message(name(client), client.message())));
        socket.onClose(client -> {
            Task<?> telling = client.attribute(TELLING);
            if (telling != null) telling.cancel("the client has gone");
        });
    }

    private void tell(WsConnectContext client) throws InterruptedException {
        try (var heard = messages.subscribe()) {
            Outgoing.send(client.session, "welcome");
            heard.forEach(message -> {
                if (!message.from.equals(name(client))) Outgoing.send(client.session, message.toString());
            });
        }
    }

    private static String name(WsContext client) {
        return client.pathParam("name");
    }

    private record Message(String from, String text) {
        @Override
        public String toString() {
            return text + " of " + from;
        }
    }
}
