package dev.catenary.demos.crawl;

/** Why a crawl is over. */
enum Ending {
    COMPLETE("complete"),
    OUT_OF_TIME("stopped, the time is up"),
    CANCELLED("stopped before its end");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
