package dev.catenary.insight;

/** What {@link Insight} shows, for JConsole and whatever else speaks JMX: see {@link Insight#register}. */
public interface InsightMXBean {
    /** See {@link Snapshot#tree}. */
    String getTree();

    /** See {@link Snapshot#waits}. */
    String getWaits();

    /** See {@link Snapshot#table}. */
    String getTable();

    /** See {@link Snapshot#json}. */
    String getJson();

    /** See {@link Insight#deadlocks}. */
    String[] getDeadlocks();
}
