package dev.pulsegate.worker.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process and all it started. */
final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private ProcessTree() {}

    /** Asks all to end, and kills what is left after a moment; returns when the process itself has ended. */
    static void end(Process process) {
        var tree = members(process);
        tree.forEach(ProcessHandle::destroy);
        var ended =
                CompletableFuture.allOf(tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        ended.completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
        // Once more from the top: some may have been started meanwhile.
        members(process).forEach(ProcessHandle::destroyForcibly);
        tree.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static List<ProcessHandle> members(Process process) {
        var members = new ArrayList<ProcessHandle>();
        members.add(process.toHandle());
        process.descendants().forEach(members::add);
        return members;
    }
}
