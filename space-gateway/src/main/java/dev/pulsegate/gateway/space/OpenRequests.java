package dev.pulsegate.gateway.space;

/**
 * What a space's open requests are to whoever deletes it. Asked through this because the queue lies above spaces and
 * knows their rules, while nothing here knows a queue.
 */
public interface OpenRequests {

    /**
     * Cancels all requests of a deleted space that have not finished; blocks.
     *
     * @return how many there were
     */
    int cancelAll(Space deleted);
}
