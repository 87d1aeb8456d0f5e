package dev.pulsegate.bench.chaos;

import java.util.List;

/** One thing that a client or a worker saw. Requests go by their ids, results by a mark that no two share. */
sealed interface Sight {

    /** The request it is about, by its id. */
    String request();

    /**
     * A submission was accepted.
     *
     * @param request the request it became
     */
    record Accepted(String key, String request) implements Sight {}

    /** A client asked to cancel a request; whether it was told cannot be known yet. */
    record CancelAsked(String request) implements Sight {}

    /** A client was told that a request is canceled. */
    record CancelTaken(String request) implements Sight {}

    /**
     * A client looked at a request.
     *
     * @param status where it stood
     * @param asked how much had been noted when the client asked: only what was noted by then is older than the answer
     */
    record Looked(String request, String status, int asked) implements Sight {}

    /**
     * A worker was handed a request.
     *
     * @param attempt the attempt's number, or null where the worker's protocol does not tell it
     * @param worker the worker, by a name that no other process and no later run of it has
     */
    record HandedOver(String request, Integer attempt, String worker) implements Sight {}

    /** A worker is about to say that it completed a request. */
    record Completing(String request, String mark) implements Sight {}

    /**
     * A worker is about to say that it failed at a request.
     *
     * @param retryable whether it says that another attempt may go better
     */
    record Failing(String request, boolean retryable) implements Sight {}

    /** A worker was told that its result was taken. */
    record ResultTaken(String request, String mark) implements Sight {}

    /** A worker was told that its result was not taken. */
    record ResultRefused(String request, String mark) implements Sight {}

    /**
     * How a request was found when all was quiet again.
     *
     * @param attempt how often it was handed over, by its own account
     * @param mark of its result, or null for none
     * @param events the names of its events, in order
     */
    record Found(String request, String status, int attempt, String mark, List<String> events) implements Sight {}

    /**
     * A watcher has followed a request to its end, by one connection or several.
     *
     * @param events the names of all the events it saw, in order
     */
    record Followed(String request, List<String> events) implements Sight {}

    /** A request that was accepted could not be found when all was quiet again. */
    record Missing(String request) implements Sight {}
}
