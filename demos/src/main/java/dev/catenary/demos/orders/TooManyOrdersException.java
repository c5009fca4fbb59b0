package dev.catenary.demos.orders;

/** A client has sent more orders than it may. */
public final class TooManyOrdersException extends Exception {
    private static final long serialVersionUID = 1;

    TooManyOrdersException(String client, int perSecond) {
        super("client '" + client + "' may send " + perSecond + " orders a second");
    }
}
