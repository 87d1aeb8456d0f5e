package dev.pulsegate.worker;

/**
 * A listener whose failures are its own.
 *
 * @param listener the listener
 */
record QuietListener(WorkerListener listener) implements WorkerListener {

    @Override
    public void on(WorkerEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            System.getLogger(QuietListener.class.getName())
                    .log(System.Logger.Level.WARNING, "the worker's listener failed", e);
        }
    }
}
