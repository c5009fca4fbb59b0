package dev.catenary.demos.notes.ch05failures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.catenary.Task;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.util.function.Consumer;

/** A log of one JSON object a line: the time, the task that wrote it, what happened, and fields of that. */
record JsonLog(Output out, Stopwatch watch) {
    void write(String event, Consumer<ObjectNode> fields) {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("seconds", watch.elapsed().toMillis() / 1e3);
        line.put("task", Task.current().map(Task::name).orElse("none"));
        line.put("event", event);
        fields.accept(line);
        out.line(line.toString());
    }
}
