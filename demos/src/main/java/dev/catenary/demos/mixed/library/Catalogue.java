package dev.catenary.demos.mixed.library;

import java.io.IOException;
import java.util.Optional;

/** Where the library looks up its books: remote, slow, and not to be asked too often. */
public interface Catalogue {
    Optional<Book> lookUp(String isbn) throws IOException, InterruptedException;
}
