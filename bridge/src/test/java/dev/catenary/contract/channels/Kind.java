package dev.catenary.contract.channels;

import dev.catenary.Channel;

/** The kinds of channel. */
enum Kind {
    RENDEZVOUS(0),
    BUFFERED_1(1),
    BUFFERED_3(3),
    UNLIMITED(Integer.MAX_VALUE),
    CONFLATED(1);

    /** How many elements have room. */
    final int capacity;

    Kind(int capacity) {
        this.capacity = capacity;
    }

    <E> Channel<E> create() {
        return switch (this) {
            case RENDEZVOUS -> Channel.rendezvous();
            case BUFFERED_1, BUFFERED_3 -> Channel.buffered(capacity);
            case UNLIMITED -> Channel.unlimited();
            case CONFLATED -> Channel.conflated();
        };
    }

    <E> Channel<E> create(String name) {
        return switch (this) {
            case RENDEZVOUS -> Channel.rendezvous(name);
            case BUFFERED_1, BUFFERED_3 -> Channel.buffered(name, capacity);
            case UNLIMITED -> Channel.unlimited(name);
            case CONFLATED -> Channel.conflated(name);
        };
    }

    /** Whether a sender may have to wait. */
    boolean isBounded() {
        return this == RENDEZVOUS || this == BUFFERED_1 || this == BUFFERED_3;
    }
}
