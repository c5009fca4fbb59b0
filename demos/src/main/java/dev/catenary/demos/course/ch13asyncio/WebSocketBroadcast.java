package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Barrier;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.web.LocalServer;
import dev.catenary.demos.web.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Clients that talk to each other through a server: each message goes to all others, and none is lost at the end. */
public final class WebSocketBroadcast implements Demo {
    private static final int CLIENTS = 3;
    private static final int MESSAGES = 5;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var room = new ChatRoom(scope.background());
        var server = scope.use(LocalServer.open(routes -> routes.ws("/chat/{name}", room::serve)));
        var together = Barrier.of(CLIENTS);
        var numbers = IntStream.rangeClosed(1, CLIENTS).boxed().toList();
        var heard = Tasks.map(numbers, CLIENTS, number -> {
            var name = "Client-" + number;
            return chat(name, server.webSocket("/chat/" + name), together, out);
        });
        out.line("heard by each: %s", heard.stream().map(List::size).toList());
    }

    private List<String> chat(String name, URI address, Barrier together, Output out) throws InterruptedException {
        try (var socket = Socket.open(http, address)) {
            out.line("%s: %s", name, socket.messages().receive());
            together.await(); // who comes later does not hear what was said before
            var hearing = Catenary.scope(client -> {
                var listening = client.fork("listening", () -> listen(socket));
                for (var number = 1; number <= MESSAGES; number++) socket.send("message " + number);
                return listening;
            });
            for (var message : hearing.join()) out.line("%s hears %s", name, message);
            socket.leave();
            return hearing.join();
        }
    }

    /** Until all others have said everything: to go earlier is to miss the end. */
    private static List<String> listen(Socket socket) throws InterruptedException {
        var heard = new ArrayList<String>();
        while (heard.size() < (CLIENTS - 1) * MESSAGES)
            heard.add(socket.messages().receive());
        return heard;
    }
}
