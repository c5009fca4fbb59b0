package dev.catenary.insight;

/**
 * One who holds something, or could end a wait.
 *
 * @param name as in "task 'load'", "thread 'main'", "coroutine …"
 * @param task the number of the task, or 0 if it is none
 */
public record Party(String name, long task) {
    @Override
    public String toString() {
        return task == 0 ? name : name + " #" + task;
    }
}
