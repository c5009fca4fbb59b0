/**
 * A link checker: it crawls a site from one address on and reports what its links lead to.
 *
 * <p>{@link dev.catenary.demos.crawl.Crawl} is where to begin reading. Its workers are tasks of one event loop, which take
 * addresses from a {@link dev.catenary.WorkQueue}: the {@link dev.catenary.demos.crawl.SiteMap} and the {@link
 * dev.catenary.demos.crawl.Tally} are plain collections that all of them use, without a lock anywhere.
 */
@NullMarked
package dev.catenary.demos.crawl;

import org.jspecify.annotations.NullMarked;
