package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.Catenary;
import dev.catenary.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Rolls back when it is closed, unless it has been committed. A cancel does not cut the roll back short. */
final class Transaction implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Connection connection;
    private boolean committed;

    /** @param connection in which it has begun */
    Transaction(Connection connection) {
        this.connection = connection;
    }

    void commit() throws SQLException, InterruptedException {
        Catenary.offload(connection::commit);
        committed = true;
    }

    @Override
    public void close() throws SQLException, InterruptedException, TimeoutException {
        Tasks.<SQLException>shielded(
                LIMIT,
                () -> Catenary.<SQLException>offload(() -> {
                    if (!committed) connection.rollback();
                    connection.setAutoCommit(true);
                }));
    }
}
