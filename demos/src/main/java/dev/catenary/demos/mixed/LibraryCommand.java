package dev.catenary.demos.mixed;

import dev.catenary.Catenary;
import dev.catenary.demos.mixed.library.Book;
import dev.catenary.demos.mixed.library.Lending;
import dev.catenary.demos.mixed.library.Library;
import dev.catenary.demos.mixed.library.LibraryServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "library",
        description = "Serves a lending library over HTTP: domain in Java, HTTP in Kotlin.",
        mixinStandardHelpOptions = true)
public final class LibraryCommand implements Callable<Integer> {
    private static final List<Book> BOOKS = List.of(new Book("1", "Vathek", 1), new Book("2", "The Monk", 2));

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Override
    public Integer call() {
        return options.serve(
                port -> new LibraryServer(Lending.of(new Library(LibraryCommand::lookUp)), port), "/books/1");
    }

    private static Optional<Book> lookUp(String isbn) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(1)); // as if it were far away
        return BOOKS.stream().filter(book -> book.isbn().equals(isbn)).findAny();
    }
}
