package dev.pulsegate.worker;

/** Hears what happens to a worker: from several threads, and it should be quick. */
@FunctionalInterface
public interface WorkerListener {

    /** Something happened. */
    void on(WorkerEvent event);
}
