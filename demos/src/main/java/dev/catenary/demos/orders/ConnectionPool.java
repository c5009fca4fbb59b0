package dev.catenary.demos.orders;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some connections to a database, lent first come, first served: a channel with the idle ones inside. Who waits for one can
 * be cancelled, as by a deadline, and has then taken none.
 */
final class ConnectionPool implements AutoCloseable {
    private final List<Connection> all;
    private final Channel<Connection> idle;

    private ConnectionPool(List<Connection> all) {
        this.all = all;
        idle = Channel.buffered("connections", all.size());
        all.forEach(idle::trySend);
    }

    static ConnectionPool open(String url, int size) throws SQLException {
        var opened = new ArrayList<Connection>();
        for (var number = 1; number <= size; number++) opened.add(DriverManager.getConnection(url));
        return new ConnectionPool(opened);
    }

    /** Runs the transaction off the loop, for JDBC blocks. */
    <T> T transact(Transaction<T> transaction) throws SQLException, InterruptedException {
        var connection = idle.receive();
        try {
            return Catenary.offload(() -> commit(connection, transaction));
        } finally {
            idle.trySend(connection);
        }
    }

    private static <T> T commit(Connection connection, Transaction<T> transaction) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var result = transaction.run(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            connection.rollback();
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        for (var connection : all) connection.close();
    }

    @FunctionalInterface
    interface Transaction<T> {
        T run(Connection connection) throws SQLException;
    }
}
