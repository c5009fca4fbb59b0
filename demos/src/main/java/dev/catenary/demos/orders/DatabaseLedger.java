package dev.catenary.demos.orders;

import dev.catenary.demos.orders.Entry.Cancelled;
import dev.catenary.demos.orders.Entry.Placed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The ledger in H2. */
public final class DatabaseLedger implements Ledger, AutoCloseable {
    private static final String SCHEMA = """
            create table if not exists orders(
                id bigint primary key, client varchar not null, instrument varchar not null, side varchar(4) not null,
                price bigint not null, quantity bigint not null, open bigint not null, cancelled boolean not null);
            create table if not exists trades(
                number bigint primary key, instrument varchar not null, price bigint not null, quantity bigint not null,
                buy_order bigint not null, sell_order bigint not null);
            create index if not exists trades_of on trades(instrument);
            """;

    private final ConnectionPool connections;

    private DatabaseLedger(ConnectionPool connections) {
        this.connections = connections;
    }

    public static DatabaseLedger open(String url, int connections) throws SQLException {
        var pool = ConnectionPool.open(url, connections);
        try (var connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
        return new DatabaseLedger(pool);
    }

    @Override
    public void write(List<Entry> entries) throws SQLException, InterruptedException {
        connections.transact(connection -> {
            writeAll(connection, entries);
            return entries.size();
        });
    }

    /** New orders go in before the trades that reduce them, and cancels come last: nothing trades after its cancel. */
    private static void writeAll(Connection connection, List<Entry> entries) throws SQLException {
        try (var orders = connection.prepareStatement("insert into orders values (?, ?, ?, ?, ?, ?, ?, false)");
                var trades = connection.prepareStatement("insert into trades values (?, ?, ?, ?, ?, ?)");
                var reduced = connection.prepareStatement("update orders set open = open - ? where id = ?");
                var cancels =
                        connection.prepareStatement("update orders set open = 0, cancelled = true where id = ?")) {
            for (var entry : entries) {
                if (entry instanceof Placed placed) {
                    add(orders, placed);
                    for (var trade : placed.trades()) add(trades, reduced, trade, placed.order());
                } else if (entry instanceof Cancelled cancelled) {
                    cancels.setLong(1, cancelled.order());
                    cancels.addBatch();
                }
            }
            for (var statement : List.of(orders, trades, reduced, cancels)) statement.executeBatch();
        }
    }

    private static void add(PreparedStatement orders, Placed placed) throws SQLException {
        var order = placed.order();
        orders.setLong(1, order.id());
        orders.setString(2, order.client());
        orders.setString(3, order.instrument());
        orders.setString(4, order.side().name());
        orders.setLong(5, order.price());
        orders.setLong(6, order.quantity());
        orders.setLong(7, placed.open());
        orders.addBatch();
    }

    private static void add(PreparedStatement trades, PreparedStatement reduced, Trade trade, Order newer)
            throws SQLException {
        trades.setLong(1, trade.number());
        trades.setString(2, trade.instrument());
        trades.setLong(3, trade.price());
        trades.setLong(4, trade.quantity());
        trades.setLong(5, trade.buyOrder());
        trades.setLong(6, trade.sellOrder());
        trades.addBatch();
        reduced.setLong(1, trade.quantity());
        reduced.setLong(2, newer.side() == Side.BUY ? trade.sellOrder() : trade.buyOrder());
        reduced.addBatch();
    }

    @Override
    public Optional<OrderState> find(long order) throws SQLException, InterruptedException {
        return connections.transact(connection -> {
            try (var query = connection.prepareStatement("select * from orders where id = ?")) {
                query.setLong(1, order);
                var row = query.executeQuery();
                return row.next() ? Optional.of(state(row)) : Optional.<OrderState>empty();
            }
        });
    }

    private static OrderState state(ResultSet row) throws SQLException {
        var order = new Order(
                row.getLong("id"),
                row.getString("client"),
                row.getString("instrument"),
                Side.valueOf(row.getString("side")),
                row.getLong("price"),
                row.getLong("quantity"));
        return new OrderState(order, row.getLong("open"), row.getBoolean("cancelled"));
    }

    @Override
    public Summary summary(String instrument) throws SQLException, InterruptedException {
        return connections.transact(connection -> {
            try (var query = connection.prepareStatement(
                    "select count(*), sum(quantity), min(price), max(price) from trades where instrument = ?")) {
                query.setString(1, instrument);
                var row = query.executeQuery();
                row.next(); // an aggregate has one row, with nulls, which read as 0, if nothing was there
                return new Summary(instrument, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        });
    }

    @Override
    public void close() throws SQLException {
        connections.close();
    }
}
