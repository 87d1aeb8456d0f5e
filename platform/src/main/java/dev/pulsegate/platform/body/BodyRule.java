package dev.pulsegate.platform.body;

/** How the body of a request is taken. */
public sealed interface BodyRule {

    /**
     * It is read into memory before anything else is done.
     *
     * @param maxBytes how long it may be
     */
    record Whole(long maxBytes) implements BodyRule {}

    /** Whoever handles the request reads it as it comes, and bounds it meanwhile; a buffer of it is in memory. */
    record Streamed() implements BodyRule {}

    /** Whoever handles the request sees to everything. */
    record Own() implements BodyRule {}
}
