package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP://Example.COM, http://example.com/",
        "http://example.com:80/a, http://example.com/a",
        "https://example.com:443, https://example.com/",
        "http://example.com:8080/, http://example.com:8080/",
        "http://example.com/a/./b/../c, http://example.com/a/c",
        "http://example.com/../../a, http://example.com/a",
        "http://example.com/a#b, http://example.com/a",
        "http://example.com/%7ea%2fb, http://example.com/~a%2Fb",
        "http://example.com/a b<c>|[d], http://example.com/a%20b%3Cc%3E%7C%5Bd%5D",
        "http://example.com/100%, http://example.com/100%25",
        "http://example.com/é, http://example.com/%C3%A9",
        "http://bücher.example/, http://xn--bcher-kva.example/",
        "http://me:secret@example.com/, http://example.com/",
        "'http://[::1]:8080/a', 'http://[::1]:8080/a'",
    })
    void spellingsOfOneAddressAreEqual(String spelled, String normalized) throws BadAddressException {
        var address = Address.of(spelled);

        assertThat(address).hasToString(normalized).isEqualTo(Address.of(normalized));
    }

    @ParameterizedTest
    @CsvSource({
        "c, http://h/a/c",
        "./c, http://h/a/c",
        "../c, http://h/c",
        "../../../c, http://h/c",
        "/c, http://h/c",
        "//other/c, http://other/c",
        "https://other/c, https://other/c",
        "?y, http://h/a/b?y",
        "'', http://h/a/b?x",
        "'#f', http://h/a/b?x",
        "'  c\n', http://h/a/c",
        "., http://h/a/",
    })
    void referenceIsResolvedAsABrowserDoes(String reference, String resolved) throws BadAddressException {
        var base = Address.of("http://h/a/b?x");

        var address = base.resolve(reference);

        assertThat(address).hasToString(resolved);
    }

    @Test
    void hostNamesThePortIfItIsUnusual() throws BadAddressException {
        assertThat(Address.of("https://h:443/").host()).isEqualTo("h");
        assertThat(Address.of("https://h:80/").host()).isEqualTo("h:80");
    }

    @ParameterizedTest
    @CsvSource({
        "mailto:a@b, url is neither http nor https: mailto:a@b",
        "a.html, url is neither http nor https: a.html",
        "http:///a, url has no valid host: http:///a",
        "http://a b/, url has no valid host: http://a b/",
        "http://h:99999/, url has no valid port: http://h:99999/",
        "http:, not a url: http:",
    })
    void textThatIsNoAddressIsRefused(String text, String message) {
        assertThatThrownBy(() -> Address.of(text))
                .isInstanceOf(BadAddressException.class)
                .hasMessage(message);
    }
}
