package dev.catenary.insight;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of this package as JSON (RFC 8259): why no library does it is told in docs/decisions. */
final class Json {
    private Json() {}

    static String of(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) return String.valueOf(value);
        if (value instanceof Duration duration) return "" + duration.toNanos() / 1e9;
        if (value instanceof List<?> list)
            return list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
        if (value instanceof Record record) return object(record);
        return quoted(value.toString());
    }

    private static String object(Record record) {
        return Stream.of(record.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        return quoted(component.getName()) + ":"
                                + of(component.getAccessor().invoke(record));
                    } catch (IllegalAccessException | InvocationTargetException impossible) {
                        throw new AssertionError(impossible);
                    }
                })
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each == '"' || each == '\\') quoted.append('\\').append((char) each);
            else if (each < ' ') quoted.append(String.format("\\u%04x", each));
            else quoted.append((char) each);
        });
        return quoted.append('"').toString();
    }
}
