package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that make no sense: one line that says why, one that says where to look, exit code 2. */
class BadUseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    example.com                  | url is neither http nor https: example.com
                    ftp://example.com/           | url is neither http nor https: ftp://example.com/
                    http://                      | not a url: http://
                    http://a_b/                  | url has no valid host: http://a_b/
                    --concurrency=0              | --concurrency < 1: 0
                    --max-pages=-1               | --max-pages < 1: -1
                    --retries=-1                 | --retries < 0: -1
                    --rate=0                     | --rate <= 0: 0.0
                    --rate=NaN                   | --rate <= 0: NaN
                    --user-agent=é               | --user-agent is not printable ascii: 'é'
                    --site=no.jar                | no such jar: no.jar
                    --page-timeout=soon          | Invalid value for option '--page-timeout': not a duration like 500ms, 10s or 2m: soon
                    --carrier=camel              | Invalid value for option '--carrier': expected one of [AUTOMATIC, LOOP_CARRIED, VIRTUAL_THREADS, PLATFORM_THREADS] (case-insensitive) but was 'camel'
                    http://localhost/ --chaos    | --chaos and --site are for the embedded site, not for a url: http://localhost/
                    --nonsense                   | Unknown option: '--nonsense'
                    """)
    void badUseIsRefusedWithTheRuleAndTheValue(String arguments, String message) {
        var run = CommandRun.of(("crawl " + arguments).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).containsExactly(message, "see: demos crawl --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void carrierThisJvmDoesNotHaveIsRefused() {
        var run = CommandRun.of("crawl", "--carrier=virtual_threads");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("carrier VIRTUAL_THREADS is not to be had on this JVM: ");
    }

    @Test
    void helpNamesTheExitCodes() {
        var run = CommandRun.of("crawl", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("--chaos", "broken links", "the command line makes no sense");
    }
}
