package dev.catenary.demos.mixed.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.demos.mixed.Browser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryServerTest {
    private final List<String> lookUps = new CopyOnWriteArrayList<>();
    private final CountDownLatch catalogueIsAsked = new CountDownLatch(1);
    private final CountDownLatch catalogueAnswers = new CountDownLatch(1);
    private final CountDownLatch catalogueIsInterrupted = new CountDownLatch(1);
    private final LibraryServer server = new LibraryServer(Lending.of(new Library(this::lookUp)), 0);
    private final Browser browser = new Browser(server.address());

    private Optional<Book> lookUp(String isbn) throws InterruptedException {
        lookUps.add(isbn);
        catalogueIsAsked.countDown();
        try {
            catalogueAnswers.await();
        } catch (InterruptedException e) {
            catalogueIsInterrupted.countDown();
            throw e;
        }
        return isbn.equals("42") ? Optional.of(new Book(isbn, "Vathek", 1)) : Optional.empty();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void bookIsLookedUpOnceHoweverManyAsk() {
        var answers =
                Stream.generate(() -> browser.getAsync("/books/42")).limit(20).toList();

        catalogueAnswers.countDown();

        assertThat(answers)
                .map(CompletableFuture::join)
                .allSatisfy(answer ->
                        assertThat(answer.body()).isEqualTo("{\"isbn\":\"42\",\"title\":\"Vathek\",\"copies\":1}"));
        assertThat(lookUps).containsExactly("42");
    }

    @Test
    void bookThatTheCatalogueDoesNotHaveIsNotFound() throws Exception {
        catalogueAnswers.countDown();

        var answer = browser.get("/books/7");

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void lastCopyIsLentOnceUntilItIsBack() throws Exception {
        catalogueAnswers.countDown();

        assertThat(browser.send("POST", "/books/42/loans").statusCode()).isEqualTo(201);
        assertThat(browser.send("POST", "/books/42/loans").statusCode()).isEqualTo(409);
        assertThat(browser.send("DELETE", "/books/42/loans").statusCode()).isEqualTo(204);
        assertThat(browser.send("POST", "/books/42/loans").statusCode()).isEqualTo(201);
    }

    @Test
    void bookThatNobodyHasIsNotTakenBack() throws Exception {
        catalogueAnswers.countDown();

        var answer = browser.send("DELETE", "/books/42/loans");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("no copy is lent of Vathek");
    }

    @Test
    void changesAreToldAsTheyCome() throws Exception {
        catalogueAnswers.countDown();

        try (var lines = browser.lines("/books/42/copies")) {
            var told = lines.iterator();
            assertThat(told.next()).isEqualTo("1");
            browser.send("POST", "/books/42/loans");
            assertThat(told.next()).isEqualTo("0");
            browser.send("DELETE", "/books/42/loans");
            assertThat(told.next()).isEqualTo("1");
        }
    }

    @Test
    void serverThatClosesInterruptsALookUp() throws Exception {
        var waiting = browser.getAsync("/books/42");
        catalogueIsAsked.await();

        server.close();

        catalogueIsInterrupted.await();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IOException.class);
    }
}
