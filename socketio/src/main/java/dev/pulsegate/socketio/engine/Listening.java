package dev.pulsegate.socketio.engine;

import java.util.function.Supplier;

/** The application's side of one session; what it throws goes no further. Used by one thread. */
final class Listening {

    private final EngineMonitor monitor;
    private EngineListener listener;

    Listening(EngineMonitor monitor) {
        this.monitor = monitor;
    }

    /** Has the application take the session in; false if it failed. */
    boolean begin(Supplier<EngineListener> application) {
        return succeeds(() -> listener = application.get());
    }

    /** Passes a message on; false if the application failed. */
    boolean hear(Message message) {
        return succeeds(() -> listener.received(message));
    }

    /** Says that the session has ended. */
    void end(TransportName transport, CloseReason reason) {
        monitor.closed(transport, reason);
        succeeds(() -> listener.closed(reason));
    }

    private boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException e) {
            monitor.failed(e);
            return false;
        }
    }
}
