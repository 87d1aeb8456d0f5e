package dev.pulsegate.platform.tcp;

/** What the bytes of a connection mean that come next. */
enum Phase {
    /** Requests of HTTP/1: heads, each with what is announced of a body. */
    REQUESTS,
    /** Frames of a WebSocket. */
    FRAMES,
    /** HTTP/2, which has bounds of its own. */
    MULTIPLEXED,
    /** Nothing that is wanted. */
    REFUSED,
    /** Nothing that can be told: an answer is on its way, and if more comes the connection ends. */
    LOST
}
