package dev.catenary.bridge.insight

import dev.catenary.insight.Instrument

/**
 * JDK Flight Recorder: while a recording is on, every loop has an instrument that writes its events. So the loops pay
 * nothing when there is none. On a JVM without the module `jdk.jfr` there never is.
 */
internal object FlightRecording {
    private val recorder: Recorder? =
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent) Recorder(::changed) else null

    /** For the instruments of a loop that is being opened. */
    fun instrumentWhileOn(): Instrument? = recorder?.instrument?.takeIf { recorder.isOn }

    private fun changed(before: Instrument) {
        val recorder = recorder ?: return
        for (loop in Snapshots.loops) {
            loop.instruments.remove(before)
            if (recorder.isOn) loop.instruments.add(recorder.instrument)
        }
    }

    /** A failure that nobody saw. */
    fun failed(loop: String, message: String, failure: Throwable) {
        if (recorder?.isOn == true) recorder.failed(loop, message, failure)
    }
}
