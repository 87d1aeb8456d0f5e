package dev.pulsegate.gateway.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells everybody here who wants to know what was committed. */
public final class ChangeBus implements QueueListener {

    private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();

    /** Adds one that wants to know. */
    public void add(QueueListener listener) {
        listeners.add(listener);
    }

    @Override
    public void changed(List<Change> changes) {
        listeners.forEach(listener -> listener.changed(changes));
    }
}
