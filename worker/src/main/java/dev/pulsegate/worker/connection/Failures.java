package dev.pulsegate.worker.connection;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, in a few words for people. */
final class Failures {

    private static final int MAX_CHARS = 300;

    private Failures() {}

    /** The exception that tells most. */
    static Throwable cause(Throwable failure) {
        return (failure instanceof CompletionException || failure instanceof ExecutionException)
                        && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }

    /** Describes a failure to reach a server; the class library says nothing at all about some. */
    static String describe(Throwable failure) {
        var cause = cause(failure);
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return "there is no host of that name";
        }
        var message = cause.getMessage();
        return switch (cause) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ -> message == null ? "connection refused" : clean(message);
            default -> message == null ? cause.getClass().getSimpleName() : clean(message);
        };
    }

    /** Text of a peer made fit for a line: short, and without control characters. */
    static String clean(String text) {
        var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
    }
}
