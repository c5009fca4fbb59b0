package dev.catenary.demos.crawl

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class RobotsRulesTest {
    private fun rules(text: String) = RobotsRules.parse(text.trimIndent(), "Catenary")

    @Test
    fun longestRuleThatMatchesDecides() {
        val rules =
            rules(
                """
                User-agent: *
                Disallow: /a
                Allow: /a/b
                Disallow: /a/b/c # but
                """
            )

        assertThat(listOf("/", "/a", "/a/b", "/a/b/c", "/ab").filter(rules::allow)).containsExactly("/", "/a/b")
    }

    @Test
    fun kinderOneOfTwoEqualRulesDecides() {
        val rules = rules("User-agent: *\nDisallow: /a\nAllow: /a")

        assertThat(rules.allow("/a")).isTrue()
    }

    @Test
    fun starStandsForAnythingAndDollarForTheEnd() {
        val rules = rules("User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?")

        assertThat(listOf("/a.pdf", "/a.pdf.html", "/a?x", "/a").filter(rules::allow))
            .containsExactly("/a.pdf.html", "/a")
    }

    @Test
    fun groupThatNamesTheCrawlerReplacesTheOneForEverybody() {
        val rules =
            rules(
                """
                User-agent: *
                Disallow: /

                User-agent: other
                user-agent: CATENARY
                Disallow: /private
                """
            )

        assertThat(listOf("/", "/private").filter(rules::allow)).containsExactly("/")
    }

    @Test
    fun emptyRuleAndEmptyFileAllowEverything() {
        assertThat(rules("User-agent: *\nDisallow:").allow("/a")).isTrue()
        assertThat(rules("").allow("/a")).isTrue()
        assertThat(rules("<html>no rules here: none</html>").allow("/a")).isTrue()
    }
}
