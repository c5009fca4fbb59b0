package dev.catenary.insight;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a task waits.
 *
 * @param operation that it called, as in "Mutex.acquire"
 * @param target what it waits for, as in "mutex 'db'"; empty if the operation says it all, as a sleep does
 * @param number of the primitive or the task, by which two of one name are told apart; 0 if it is neither
 * @param since for how long, by the clock of the loop; a hundredth of a second more or less
 * @param heldBy those who could end the wait, as far as they are known: who holds the mutex, the task that is joined, the
 *     children of a scope that wait for nothing else; not those who may send to a channel
 */
public record WaitInfo(String operation, String target, long number, Duration since, List<Party> heldBy) {
    public WaitInfo {
        heldBy = List.copyOf(heldBy);
    }

    /** As in {@code Mutex.acquire: mutex 'db', held by task 'load' #41, for 2.3 s}. */
    @Override
    public String toString() {
        var what = target.isEmpty() ? operation : operation + ": " + target;
        var holders = heldBy.stream().map(Party::toString).collect(Collectors.joining(", "));
        return what + (isHeld() ? ", held by " + holders : "") + ", for " + Texts.of(since);
    }

    private boolean isHeld() {
        return !heldBy.isEmpty() && operation.contains("acquire");
    }
}
