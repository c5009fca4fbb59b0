package dev.catenary;

import org.jspecify.annotations.Nullable;

/**
 * A channel or queue is closed, or its other side is gone, and what was asked of it can't happen any more. The cause is
 * the one it was closed with; null if it was closed normally.
 */
public class ChannelClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public ChannelClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
