package dev.catenary.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings that the library writes to its log while this is open. */
final class LogRecords extends Handler {
    private final Logger logger = Logger.getLogger("dev.catenary");
    private final List<String> warnings = new ArrayList<>();

    void open() {
        setLevel(Level.WARNING);
        setFormatter(new SimpleFormatter());
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    @Override
    public synchronized void publish(LogRecord logged) {
        // what the watchdog sees depends on how fast the machine is
        if (isLoggable(logged) && !logged.getLoggerName().equals("dev.catenary.insight"))
            warnings.add(getFormatter().format(logged));
    }

    /** Each with its stack trace. */
    synchronized List<String> takeWarnings() {
        var taken = List.copyOf(warnings);
        warnings.clear();
        return taken;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
