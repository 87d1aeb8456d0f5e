package dev.pulsegate.gateway.worker;

import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.workerprotocol.GatewayMessage;

/** The connection to one worker, whatever it speaks. No method blocks; what is said or closed is so in {@link #run}. */
public interface WorkerTransport {

    /** What it speaks, for people: {@code websocket}, for one. */
    String protocol();

    /** Runs something where everything of this connection happens: one thing at a time, in the order it was asked for. */
    void run(Runnable work);

    /** Says something to the worker, in the words of its protocol; what it has no words for it leaves out. */
    void say(GatewayMessage message);

    /**
     * Ends the connection, after what was said before. {@link WorkerSession#leave} has to follow.
     *
     * @param reason why, in words; at most 123 bytes
     */
    void close(SocketClose why, String reason);

    /**
     * Whether the worker names attempts by number and lease, and so can bring the result of one by another connection: what
     * it has is not handed out again while this process stops in an orderly way.
     */
    boolean namesAttempts();

    /** The worker is registered: it may send what results need, in place of the few KB that anybody may. */
    void registered();

    /** The worker's token was replaced by a later one. */
    void renewed(Caller caller);
}
