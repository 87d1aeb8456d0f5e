package dev.pulsegate.gateway.queue;

/** What becomes of an attempt. Taken only while the attempt is the one that holds its request. */
public sealed interface Report {

    /** The attempt it is about. */
    Attempt attempt();

    /** How much memory it takes, about, in bytes. */
    default int weight() {
        return 256
                + 2
                        * switch (this) {
                            case Progress progress -> progress.data().length();
                            case Chunk chunk -> chunk.data().length();
                            case Completed completed -> completed.result().length();
                            case Failed failed -> failed.failure().length();
                            case GivenBack givenBack -> givenBack.reason().length();
                            case Expired expired -> 0;
                        };
    }

    /**
     * It gets on.
     *
     * @param data how far: a JSON object
     */
    record Progress(Attempt attempt, String data) implements Report {}

    /**
     * A piece of the result.
     *
     * @param chunk counts the attempt's chunks, from 0
     * @param data the piece: a JSON object
     */
    record Chunk(Attempt attempt, int chunk, String data) implements Report {}

    /**
     * It is done.
     *
     * @param result a JSON object
     */
    record Completed(Attempt attempt, String result) implements Report {}

    /**
     * It failed for good.
     *
     * @param failure what the owner is told: a JSON object with {@code code} and {@code message}
     */
    record Failed(Attempt attempt, String failure) implements Report {}

    /**
     * The request can have another attempt, unless this was its last.
     *
     * @param reason why, in words
     * @param attemptLimit how many attempts it has; it fails if this was the last
     * @param reachedWorker whether the worker got it; if not, the attempt does not count
     */
    record GivenBack(Attempt attempt, String reason, int attemptLimit, boolean reachedWorker) implements Report {}

    /** Its deadline passed. */
    record Expired(Attempt attempt) implements Report {}
}
