package dev.catenary.demos.orders;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps what has happened. All methods wait. */
public interface Ledger {
    /** Writes all of them, in this order, or none. */
    void write(List<Entry> entries) throws SQLException, InterruptedException;

    Optional<OrderState> find(long order) throws SQLException, InterruptedException;

    Summary summary(String instrument) throws SQLException, InterruptedException;
}
