package dev.catenary.demos.crawl;

import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** No answer came; the message says why, in a form fit for a report. */
final class UnreachableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private UnreachableException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether trying again may help. */
    boolean isPassing() {
        return passing;
    }

    /** The server answered that it does not answer, for now. */
    static UnreachableException refused(int status, boolean passing) {
        return new UnreachableException("status " + status, passing, null);
    }

    static UnreachableException tooLate(Duration limit, Throwable cause) {
        return new UnreachableException("no whole answer within " + DurationText.of(limit), false, cause);
    }

    /** What {@link java.net.http.HttpClient} met, in words. */
    static UnreachableException of(Address address, Throwable failure) {
        if (causedBy(failure, UnresolvedAddressException.class) || causedBy(failure, UnknownHostException.class))
            return new UnreachableException("unknown host: " + address.uri().getHost(), false, failure);
        if (failure instanceof HttpConnectTimeoutException)
            return new UnreachableException("no connection in time: " + address.host(), true, failure);
        if (failure instanceof ConnectException)
            return new UnreachableException("connection refused: " + address.host(), false, failure);
        if (causedBy(failure, SSLException.class))
            return new UnreachableException("no secure connection: " + failure.getMessage(), false, failure);
        if (failure instanceof IOException)
            return new UnreachableException("connection broken: " + words(failure), true, failure);
        return new UnreachableException("not fetched: " + words(failure), false, failure);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
