package dev.catenary.core.channel

import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.WaitQueue

/** What a call came to, as a text that can be compared. */
internal fun inWords(end: Any?): String =
    when {
        end === WaitQueue.NOT_NOW -> NOT_NOW
        end is Ending.Failed -> CLOSED
        else -> end.toString()
    }

internal const val NOT_NOW = "not now"
internal const val CLOSED = "closed"
internal val SENT = Unit.toString()
