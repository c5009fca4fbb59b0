package dev.catenary.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Carrier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a snapshot is written. */
class RenderingTest {
    private static final Lag NO_LAG = new Lag(Collections.nCopies(12, 0L));

    private static TaskInfo task(long id, String name, @Nullable WaitInfo wait, ScopeInfo... scopes) {
        return new TaskInfo(
                id,
                name,
                wait == null ? TaskState.RUNNING : TaskState.WAITING,
                false,
                Duration.ofSeconds(90),
                id * 10,
                Duration.ofMillis(40),
                null,
                wait,
                List.of(new StackTraceElement("shop.Orders", name, "Orders.java", (int) id)),
                List.of(scopes));
    }

    private static WaitInfo mutex(String name, long number, TaskInfo holder) {
        return new WaitInfo(
                "Mutex.acquire",
                "mutex '" + name + "'",
                number,
                Duration.ofMillis(2_300),
                List.of(new Party("task '" + holder.name() + "'", holder.id())));
    }

    private static ScopeInfo scope(String name, TaskInfo... tasks) {
        return new ScopeInfo(name, false, List.of(tasks), List.of());
    }

    private static Snapshot snapshot(TaskInfo... tasks) {
        var loop = new LoopInfo("orders", Carrier.PLATFORM_THREADS, 7, NO_LAG, scope("root", tasks));
        return new Snapshot(Instant.EPOCH, List.of(loop));
    }

    @Test
    void treeShowsWhatBelongsToWhom() {
        var load = task(2, "load", null);
        var save = task(3, "save", mutex("db", 5, load));

        var tree = snapshot(task(1, "main", null, scope("scope", load, save)), task(4, "other", null))
                .tree();

        assertThat(tree).isEqualTo("""
                        event loop 'orders' (PLATFORM_THREADS), 4 tasks, 7 turns
                        ├─ task 'main' #1: running, at shop.Orders.main(Orders.java:1)
                        │  ├─ task 'load' #2: running, at shop.Orders.load(Orders.java:2)
                        │  └─ task 'save' #3: waits in Mutex.acquire: mutex 'db', held by task 'load' #2, for 2.3 s, at shop.Orders.save(Orders.java:3)
                        └─ task 'other' #4: running, at shop.Orders.other(Orders.java:4)""");
    }

    @Test
    void severalScopesOfATaskHaveALineEach() {
        var tree = snapshot(task(1, "main", null, scope("one", task(2, "a", null)), scope("two", task(3, "b", null))))
                .tree();

        assertThat(tree.lines().skip(2).map(String::strip))
                .containsExactly(
                        "├─ scope 'one'",
                        "│  └─ task 'a' #2: running, at shop.Orders.a(Orders.java:2)",
                        "└─ scope 'two'",
                        "└─ task 'b' #3: running, at shop.Orders.b(Orders.java:3)");
    }

    @Test
    void waitsShowWhoWaitsForWhom() {
        var load = task(2, "load", null);
        var save = task(3, "save", mutex("db", 5, load));
        var list = task(4, "list", mutex("index", 6, save));

        var waits = snapshot(load, save, list).waits();

        assertThat(waits).isEqualTo("""
                        mutex 'db' no. 5, held by task 'load' #2
                          <- task 'save' #3 in Mutex.acquire, for 2.3 s
                               mutex 'index' no. 6, held by task 'save' #3
                                 <- task 'list' #4 in Mutex.acquire, for 2.3 s""");
    }

    @Test
    void circleOfWaitsEnds() {
        var a = task(1, "a", mutex("two", 2, task(2, "b", null)));
        var b = task(2, "b", mutex("one", 1, a));

        var waits = snapshot(a, b).waits();

        assertThat(waits).isEqualTo("""
                        mutex 'two' no. 2, held by task 'b' #2
                          <- task 'a' #1 in Mutex.acquire, for 2.3 s
                               mutex 'one' no. 1, held by task 'a' #1
                                 <- task 'b' #2 in Mutex.acquire, for 2.3 s
                                      mutex 'two' no. 2 (see above)""");
    }

    @Test
    void nobodyWaits() {
        assertThat(snapshot(task(1, "main", null)).waits()).isEqualTo("nobody waits");
    }

    @Test
    void tableHasALineForEachTask() {
        var load = task(2, "load", null);

        var lines = snapshot(load, task(13, "save", mutex("db", 5, load)))
                .table()
                .lines()
                .toList();

        assertThat(lines)
                .extracting(line -> line.replaceAll(" {2,}", " | "))
                .containsExactly(
                        "id | name | loop | state | age | turns | on loop | waits in | at",
                        "2 | load | orders | running | 1 min 30 s | 20 | 40 ms | shop.Orders.load(Orders.java:2)",
                        "13 | save | orders | waiting | 1 min 30 s | 130 | 40 ms | Mutex.acquire: mutex 'db', held by"
                                + " task 'load' #2, for 2.3 s | shop.Orders.save(Orders.java:13)");
        assertThat(lines)
                .extracting(line -> line.indexOf("shop."))
                .containsExactly(
                        -1, lines.get(0).lastIndexOf("at"), lines.get(0).lastIndexOf("at"));
    }

    @Test
    void jsonHasAllOfIt() {
        var quoted = task(1, "say \"hi\"\n", null);

        var json = snapshot(quoted).json();

        assertThat(json)
                .isEqualTo(
                        "{\"taken\":\"1970-01-01T00:00:00Z\",\"loops\":[{\"name\":\"orders\",\"carrier\":\"PLATFORM_THREADS\","
                                + "\"turns\":7,\"lag\":{\"counts\":[0,0,0,0,0,0,0,0,0,0,0,0]},"
                                + "\"root\":{\"name\":\"root\",\"cancelled\":false,\"tasks\":[{\"id\":1,\"name\":\"say \\\"hi\\\"\\u000a\","
                                + "\"state\":\"RUNNING\",\"cancelled\":false,\"age\":90.0,\"turns\":10,\"onLoop\":0.04,\"createdAt\":null,"
                                + "\"waiting\":null,\"stack\":[\"shop.Orders.say \\\"hi\\\"\\u000a(Orders.java:1)\"],\"scopes\":[]}],\"scopes\":[]}}]}");
    }

    @Test
    void durationsAreWrittenForPeople() {
        assertThat(List.of(
                        Texts.of(Duration.ofMillis(45)),
                        Texts.of(Duration.ofMillis(2_345)),
                        Texts.of(Duration.ofSeconds(200)),
                        Texts.of(Duration.ofMinutes(150))))
                .containsExactly("45 ms", "2.3 s", "3 min 20 s", "2 h 30 min");
    }

    @Test
    void lagTellsBelowWhatAShareLies() {
        var lag = new Lag(List.of(0L, 90L, 0L, 9L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L));

        assertThat(lag.samples()).isEqualTo(100);
        assertThat(lag.percentile(0.5)).isEqualTo(Duration.ofNanos(100_000));
        assertThat(lag.percentile(0.99)).isEqualTo(Duration.ofMillis(3));
        assertThat(lag.percentile(1)).isEqualTo(Duration.ofMillis(300));
        assertThat(NO_LAG.percentile(0.99)).isZero();
        assertThatThrownBy(() -> lag.percentile(99))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("share not within 0 and 1: 99.0");
        assertThatThrownBy(() -> new Lag(List.of(1L)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("counts must be 12, one for each bucket: 1");
    }
}
