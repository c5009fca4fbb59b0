package dev.catenary.insight;

/** Looks anew for each attribute that is asked for. */
final class InsightBean implements InsightMXBean {
    @Override
    public String getTree() {
        return Insight.snapshot().tree();
    }

    @Override
    public String getWaits() {
        return Insight.snapshot().waits();
    }

    @Override
    public String getTable() {
        return Insight.snapshot().table();
    }

    @Override
    public String getJson() {
        return Insight.snapshot().json();
    }

    @Override
    public String[] getDeadlocks() {
        return Insight.deadlocks().stream().map(Deadlock::toString).toArray(String[]::new);
    }
}
