package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.Catenary;
import dev.catenary.demos.tutorial.Output;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A connection to a database in memory. JDBC blocks, so every call of it is off the loop. */
final class Database implements AutoCloseable {
    private final Connection connection;
    private final Output out;

    private Database(Connection connection, Output out) {
        this.connection = connection;
        this.out = out;
    }

    /** A database of its own, gone with the connection. */
    static Database connect(Output out) throws SQLException, InterruptedException {
        var connection = Catenary.offload(() -> DriverManager.getConnection("jdbc:h2:mem:"));
        out.line("Connected");
        return new Database(connection, out);
    }

    void execute(String sql) throws SQLException, InterruptedException {
        Catenary.offload(() -> {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    /** The first column. */
    List<String> query(String sql) throws SQLException, InterruptedException {
        return Catenary.offload(() -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                var values = new ArrayList<String>();
                while (rows.next()) values.add(rows.getString(1));
                return values;
            }
        });
    }

    Transaction begin() throws SQLException, InterruptedException {
        Catenary.offload(() -> connection.setAutoCommit(false));
        return new Transaction(connection);
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        Catenary.offload(connection::close);
        out.line("Disconnected");
    }
}
