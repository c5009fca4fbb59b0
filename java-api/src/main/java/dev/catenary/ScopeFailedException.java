package dev.catenary;

import java.io.Serial;
import java.util.List;

/**
 * A child of a scope failed, and with it the scope.
 *
 * <p>The cause is the first failure; it cancelled the other children. What failed later is suppressed in this exception.
 * A failure of the scope's own body is not wrapped: it is thrown as it is.
 */
public final class ScopeFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Throwable> failures;
    private final transient Throwable origin;

    /**
     * @param scope the name of the scope
     * @param failures every failure in order of arrival, at least one
     */
    public ScopeFailedException(String scope, List<? extends Throwable> failures) {
        super(describe(scope, failures), failures.get(0));
        this.failures = List.copyOf(failures);
        this.origin = origin(failures.get(0));
        this.failures.stream().skip(1).forEach(this::addSuppressed);
    }

    /** Every failure in order of arrival; the first is the cause. */
    public List<Throwable> failures() {
        return failures;
    }

    private static String describe(String scope, List<? extends Throwable> failures) {
        var more = failures.size() == 1 ? "" : " and " + (failures.size() - 1) + " more";
        return "scope '" + scope + "' failed: " + origin(failures.get(0)) + more;
    }

    /** Of nested scopes the innermost failure: else the text would grow with each scope around it. */
    private static Throwable origin(Throwable failure) {
        return failure instanceof ScopeFailedException nested ? nested.origin : failure;
    }
}
