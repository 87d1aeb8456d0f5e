package dev.pulsegate.socketio.server;

import java.util.concurrent.CompletionStage;

/** Decides who may connect to a namespace. */
@FunctionalInterface
public interface NamespaceHandler {

    /**
     * A client asks to be let in. It may take its time, by blocking or by answering later; the client sends nothing for
     * this namespace until then. An exception, or a stage that ends with one, is logged and refuses the client.
     */
    CompletionStage<Admission> connecting(ConnectRequest request);
}
