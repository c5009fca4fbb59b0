package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel of which every subscriber receives every element. An element goes to all who are subscribed when it is sent, or
 * to none: a sender that waits for room has sent to nobody yet. With no subscriber elements go nowhere.
 *
 * <p>Each subscriber has a buffer of its own; {@link WhenFull} says what happens when that of a slow one is full.
 *
 * <p>Once it is closed, subscribers receive what is in their buffers. A sender that waits then has sent to nobody, and gets a
 * {@link ChannelClosedException}.
 */
public interface Broadcast<E> extends Hot<E>, Sender<E> {
    /**
     * @param buffer for how many elements each subscriber has room
     * @throws IllegalArgumentException if {@code buffer < 1}
     */
    static <E> Broadcast<E> create(int buffer, WhenFull whenFull) {
        return create(null, buffer, 0, whenFull);
    }

    /** As {@link #create(int, WhenFull)}, with a name for logs and reports. */
    static <E> Broadcast<E> create(String name, int buffer, WhenFull whenFull) {
        return create(Arguments.named(name), buffer, 0, whenFull);
    }

    /**
     * One whose new subscribers begin with the last {@code replay} elements.
     *
     * @throws IllegalArgumentException if {@code replay < 0} or more than the buffer has room for
     */
    static <E> Broadcast<E> create(@Nullable String name, int buffer, int replay, WhenFull whenFull) {
        if (name != null) Arguments.named(name);
        Arguments.atLeast(1, buffer, "buffer");
        Arguments.atLeast(0, replay, "replay");
        if (replay > buffer) throw new IllegalArgumentException("replay > buffer: " + replay + " > " + buffer);
        Objects.requireNonNull(whenFull, "whenFull");
        return Engines.primitives().broadcast(name, buffer, replay, whenFull);
    }

    /** What happens to an element for which a subscriber has no room. */
    enum WhenFull {
        /** The sender waits until every subscriber has room. */
        WAIT,
        /** The oldest element in that subscriber's buffer is dropped. */
        DROP_OLDEST,
        /** That subscriber does not get the element. */
        DROP_NEWEST,
        /** That subscription ends: its receiver gets what is buffered and then a {@link ChannelClosedException}. */
        END_SUBSCRIPTION
    }

    Stats stats();

    /** A moment of a broadcast. */
    record Stats(int subscribers, int buffer, long sent, int waitingSenders, boolean isClosed) {}
}
