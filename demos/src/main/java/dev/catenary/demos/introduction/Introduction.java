package dev.catenary.demos.introduction;

import dev.catenary.demos.tutorial.Program;
import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Introduction {
    public static final Tutorial TUTORIAL = Tutorial.of(
            "asyncio and coroutines",
            Program.of("fetch-pages", "Three pages at once, one of them missing", "An example", new FetchPages())
                    .note(
                            "a page that fails loses the other two; an answer of 404 is taken for the page; and it begins"
                                    + " with get_event_loop, which no longer makes a loop.",
                            "each page has an outcome of its own, and what is not the page is a failure."),
            Program.of(
                            "fork-and-go-on",
                            "Fork, gather, and what a scope does",
                            "create_task and gather",
                            new ForkAndGoOn())
                    .note(
                            "it sleeps two seconds to give its tasks enough time: a slower one is cut off, a faster one waited"
                                    + " out.",
                            "a scope takes as long as its tasks take."));

    private Introduction() {}
}
