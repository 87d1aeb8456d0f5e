package dev.pulsegate.tools.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.pulsegate.tools.installation.CallException;

/** What was made and is to be taken away again, the last first. */
final class Cleanup implements Round {

    private final Deque<Task> tasks = new ArrayDeque<>();

    @FunctionalInterface
    interface Action {

        /**
         * Takes something away.
         *
         * @throws CallException if it is still there
         */
        void run() throws CallException, InterruptedException;
    }

    private record Task(String what, Action action) {}

    /** Has something taken away at the end. */
    void add(String what, Action action) {
        tasks.push(new Task(what, action));
    }

    @Override
    public List<Check> checks() {
        return tasks.isEmpty() ? List.of() : List.of(new Check("Take away what was made", this::takeAway));
    }

    private Outcome takeAway() throws InterruptedException {
        var gone = new ArrayList<String>();
        var left = new ArrayList<String>();
        while (!tasks.isEmpty()) {
            var task = tasks.pop();
            try {
                task.action().run();
                gone.add(task.what());
            } catch (CallException e) {
                left.add(task.what() + " is left: " + e.getMessage());
            }
        }
        return left.isEmpty()
                ? new Outcome.Passed(String.join(", ", gone))
                : new Outcome.Failed(String.join("; ", left));
    }
}
