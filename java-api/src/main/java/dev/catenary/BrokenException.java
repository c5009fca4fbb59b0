package dev.catenary;

/**
 * What a wait was for can't happen any more, for a reason that is not the waiter's: a task ended holding a mutex, or a
 * barrier was aborted or reset.
 */
public class BrokenException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public BrokenException(String message) {
        super(message);
    }
}
