package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import org.jspecify.annotations.Nullable;

/** A connection that is closed when the scope it is used in ends, however that ends. */
public final class DatabaseConnection implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        Catenary.<@Nullable Void, Exception>scope("queries", queries -> {
            var database = queries.use(Database.connect(out));
            fill(database);
            out.line("Users: %s", database.query("select name from users order by name"));
            out.line("Products: %s", database.query("select count(*) from products"));
            return null;
        });
        out.line("The scope has ended");
    }

    private static void fill(Database database) throws Exception {
        database.execute("create table users (name varchar)");
        database.execute("insert into users values ('Grace'), ('Ada')");
        database.execute("create table products (name varchar)");
        database.execute("insert into products values ('tea'), ('coffee'), ('milk')");
    }
}
