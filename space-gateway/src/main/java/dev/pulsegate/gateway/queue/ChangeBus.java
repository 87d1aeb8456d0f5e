package dev.pulsegate.gateway.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.pulsegate.platform.task.Supervision;

/** Tells everybody here who wants to know what was committed. What one of them throws does not concern the others. */
public final class ChangeBus implements QueueListener {

    private final Supervision supervision;
    private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();

    public ChangeBus(Supervision supervision) {
        this.supervision = supervision;
    }

    /** Adds one that wants to know; it is told after those added before. */
    public void add(QueueListener listener) {
        listeners.add(listener);
    }

    @Override
    public void changed(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        for (var listener : listeners) {
            supervision.guard(listener.getClass().getSimpleName(), () -> listener.changed(changes));
        }
    }
}
