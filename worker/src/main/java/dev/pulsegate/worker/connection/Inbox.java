package dev.pulsegate.worker.connection;

/** Takes what comes in on a connection, one frame after the other. Must not block: pings would go unanswered. */
public interface Inbox {

    /** A text frame, whole. */
    void frame(String text);

    /** Something that was passed over: too long, or not text; says which. */
    void unreadable(String what);
}
