package dev.catenary.insight;

import java.util.List;

/**
 * A scope that has not ended.
 *
 * @param name of the scope
 * @param cancelled whether it has been cancelled or has failed, so that its children are on their way out
 * @param tasks its children that have not ended, in the order in which they were forked
 * @param scopes those in it that belong to no child, as a background scope does
 */
public record ScopeInfo(String name, boolean cancelled, List<TaskInfo> tasks, List<ScopeInfo> scopes) {
    public ScopeInfo {
        tasks = List.copyOf(tasks);
        scopes = List.copyOf(scopes);
    }
}
