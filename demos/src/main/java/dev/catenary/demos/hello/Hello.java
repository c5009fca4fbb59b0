package dev.catenary.demos.hello;

import dev.catenary.Catenary;
import dev.catenary.Task;
import java.time.Duration;

public class Hello {
    public static void main(String[] args) throws InterruptedException {
        String greeting = Catenary.run(scope -> {
            Task<String> hello = scope.fork(() -> say("hello", 200));
            Task<String> world = scope.fork(() -> say("world", 100));
            return hello.join() + " " + world.join();
        });
        System.out.println(greeting);
    }

    static String say(String word, long millis) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(millis)); // waits here; other tasks of the loop go on
        return word;
    }
}
