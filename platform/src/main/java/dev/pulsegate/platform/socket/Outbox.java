package dev.pulsegate.platform.socket;

import java.util.ArrayDeque;

/**
 * What waits for one peer while a message before it is being written: a queue with a bound. When it is full, the oldest
 * message that may be dropped makes room, and is counted. Plain Java; used by one thread.
 */
final class Outbox {

    private final int capacity;

    /** Most peers never fall behind, so the queue is made when the first message has to wait. */
    private ArrayDeque<Outbound> waiting;

    private long lost;

    Outbox(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Takes a message in.
     *
     * @return whether it was taken or, being droppable, counted as lost; false if it had to arrive and there is no room
     */
    boolean add(Outbound message) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        if (waiting.size() >= capacity && !dropOldest()) {
            lost += message.droppable() ? 1 : 0;
            return message.droppable();
        }
        waiting.add(message);
        return true;
    }

    private boolean dropOldest() {
        for (var each = waiting.iterator(); each.hasNext(); ) {
            if (each.next().droppable()) {
                each.remove();
                lost++;
                return true;
            }
        }
        return false;
    }

    /** The message to send next, or null if none waits. */
    Outbound poll() {
        return waiting == null ? null : waiting.poll();
    }

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** How many messages were dropped since this was last asked. */
    long takeLost() {
        var taken = lost;
        lost = 0;
        return taken;
    }
}
