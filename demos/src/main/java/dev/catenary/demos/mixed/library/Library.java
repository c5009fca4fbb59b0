package dev.catenary.demos.mixed.library;

import dev.catenary.AsyncStream;
import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.Latest;
import dev.catenary.Mutex;
import dev.catenary.RateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lends books of which there are few copies, to callers on any thread. */
public final class Library {
    private final Catalogue catalogue;
    private final RateLimiter pace = RateLimiter.perSecond(20).burst(20);
    private final Cache<String, Optional<Book>> found =
            Cache.<String, Optional<Book>>expireAfterWrite(Duration.ofHours(1)).build();

    private final Mutex desk = Mutex.create("desk");
    private final Map<String, Latest<Integer>> shelves = new ConcurrentHashMap<>();

    public Library(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The catalogue is asked once, however many want to know at the same time. */
    public @Nullable Book find(String isbn) throws InterruptedException {
        return found.get(isbn, this::lookUp).orElse(null);
    }

    private Optional<Book> lookUp(String isbn) throws IOException, InterruptedException {
        pace.acquire();
        return Catenary.offload(() -> catalogue.lookUp(isbn)); // off the loop: it may block
    }

    /** False if all copies are lent. */
    public boolean lend(Book book) throws InterruptedException {
        var shelf = shelf(book);
        try (var atDesk = desk.acquire()) {
            if (shelf.get() == 0) return false;
            shelf.set(shelf.get() - 1);
            return true;
        }
    }

    /** @throws IllegalStateException if no copy is lent */
    public void giveBack(Book book) throws InterruptedException {
        var shelf = shelf(book);
        try (var atDesk = desk.acquire()) {
            if (shelf.get() == book.copies()) throw new IllegalStateException("no copy is lent of " + book.title());
            shelf.set(shelf.get() + 1);
        }
    }

    /** How many copies are at hand, and again whenever that has changed. */
    public AsyncStream<Integer> copies(Book book) {
        return shelf(book).stream();
    }

    private Latest<Integer> shelf(Book book) {
        return shelves.computeIfAbsent(book.isbn(), isbn -> Latest.of(isbn, book.copies()));
    }
}
