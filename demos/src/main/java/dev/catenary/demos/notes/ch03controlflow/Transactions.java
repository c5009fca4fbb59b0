package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.Event;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;

/** A transaction that is committed, one that fails, and one whose task is cancelled in its midst. */
public final class Transactions implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var database = scope.use(Database.connect(out));
        database.execute("create table accounts (name varchar primary key, euros int check (euros >= 0))");
        database.execute("insert into accounts values ('Ada', 100), ('Grace', 0)");

        out.part("One that succeeds");
        transfer(database, 70);
        out.line("Balances: %s", balances(database));

        out.part("One that fails");
        try {
            transfer(database, 70);
        } catch (SQLException e) {
            out.line("Failed with SQL state %s", e.getSQLState());
        }
        out.line("Balances: %s", balances(database));

        out.part("One that is cancelled");
        cancelInTheMidst(scope, database, out);
        out.line("Balances: %s", balances(database));
    }

    private static void transfer(Database database, int euros) throws Exception {
        try (var transaction = database.begin()) {
            credit(database, euros);
            database.execute("update accounts set euros = euros - " + euros + " where name = 'Ada'");
            transaction.commit();
        }
    }

    private static void cancelInTheMidst(Scope scope, Database database, Output out) throws Exception {
        var credited = Event.create("credited");
        var transfer = scope.fork("transfer", () -> {
            try (var transaction = database.begin()) {
                credit(database, 10);
                credited.set();
                Event.create("approval").await();
                transaction.commit();
            }
        });
        credited.await();
        out.line("Balances within it: %s", balances(database));
        transfer.cancel("the customer has gone");
        try {
            transfer.join();
        } catch (CancellationException e) {
            out.line(e.getMessage());
        }
    }

    private static void credit(Database database, int euros) throws Exception {
        database.execute("update accounts set euros = euros + " + euros + " where name = 'Grace'");
    }

    private static String balances(Database database) throws Exception {
        return String.join(", ", database.query("select name || ' ' || euros from accounts order by name"));
    }
}
