package dev.catenary.bridge

import dev.catenary.FailureHandler
import dev.catenary.FailureReport
import dev.catenary.bridge.insight.FlightRecording
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.UnseenFailure
import java.lang.System.Logger.Level

/** The way of failures that nobody else sees: to the loop's handler, or to the log. */
internal class FailureReports(private val loop: String, private val handler: FailureHandler?) {
    fun callbackFailed(what: String, failure: Throwable, site: StackTraceElement? = null): Unit =
        tell(FailureReport("$what failed", failure, loop, null, null, site))

    fun taskFailed(unseen: UnseenFailure): Unit = taskFailed(unseen.task, unseen.scope, unseen.site, unseen.failure)

    fun taskFailed(task: ScopeTask<*>, failure: Throwable): Unit =
        taskFailed(task.name, task.scope?.name, task.site, failure)

    private fun taskFailed(task: String, scope: String?, site: StackTraceElement?, failure: Throwable): Unit =
        tell(FailureReport("task '$task' failed, and nobody looked at its outcome", failure, loop, task, scope, site))

    private fun tell(report: FailureReport) {
        FlightRecording.failed(loop, report.message(), report.failure())
        if (handler == null) return log(report.inWords(), report.failure())
        try {
            handler.handle(report)
        } catch (failure: Throwable) {
            log("the failure handler of event loop '$loop' failed", failure)
            log(report.inWords(), report.failure())
        }
    }

    private fun FailureReport.inWords(): String =
        "event loop '$loop': ${message()}${creationSite()?.let { ", started at $it" } ?: ""}"

    companion object {
        private val logger = System.getLogger("dev.catenary")

        fun log(message: String, failure: Throwable): Unit = logger.log(Level.ERROR, message, failure)

        fun warn(message: String): Unit = logger.log(Level.WARNING, message)
    }
}
