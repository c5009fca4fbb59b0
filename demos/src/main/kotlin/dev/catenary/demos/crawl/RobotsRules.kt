package dev.catenary.demos.crawl

/**
 * What a robots.txt says to one crawler, by RFC 9309: the longest rule that matches decides, the kinder one of two that
 * are equally long, and where none matches all is allowed.
 */
internal class RobotsRules private constructor(private val rules: List<Rule>) {
    /** In [pattern] a star stands for anything, and a dollar at the end for the end. */
    private class Rule(val allows: Boolean, val pattern: String) {
        private val regex =
            Regex(
                pattern.removeSuffix("$").split('*').joinToString(".*") { Regex.escape(it) } +
                    if (pattern.endsWith('$')) "" else ".*"
            )

        fun matches(path: String): Boolean = regex.matches(path)
    }

    fun allow(pathAndQuery: String): Boolean =
        rules.filter { it.matches(pathAndQuery) }.maxWithOrNull(compareBy({ it.pattern.length }, { it.allows }))?.allows
            ?: true

    companion object {
        val ALLOW_ALL = RobotsRules(emptyList())
        val ALLOW_NONE = RobotsRules(listOf(Rule(allows = false, pattern = "/")))

        /** The rules for [agent], a name without version; those for everybody if it is not named. */
        fun parse(text: String, agent: String): RobotsRules {
            val groups = HashMap<String, MutableList<Rule>>()
            var named = emptyList<String>()
            var inRules = false
            for ((key, value) in text.lineSequence().mapNotNull(::field)) {
                if (key == "user-agent") {
                    named = if (inRules) listOf(value.lowercase()) else named + value.lowercase()
                    groups.getOrPut(named.last()) { mutableListOf() }
                } else if (value.isNotEmpty()) {
                    for (name in named) groups.getValue(name) += Rule(key == "allow", value)
                }
                inRules = key != "user-agent"
            }
            return RobotsRules(groups[agent.lowercase()] ?: groups["*"] ?: emptyList())
        }

        private fun field(line: String): Pair<String, String>? {
            val key = line.substringBefore(':', missingDelimiterValue = "").trim().lowercase()
            val value = line.substringAfter(':').substringBefore('#').trim()
            return if (key == "user-agent" || key == "allow" || key == "disallow") key to value else null
        }
    }
}
