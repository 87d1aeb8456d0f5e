package dev.pulsegate.worker.connection;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What went wrong, in a few words for people. */
public final class Failures {

    private static final int MAX_CHARS = 300;

    private Failures() {}

    /** The exception that tells most. */
    public static Throwable cause(Throwable failure) {
        return (failure instanceof CompletionException || failure instanceof ExecutionException)
                        && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }

    /** Describes a failure to reach a server; the class library says nothing at all about some. */
    public static String describe(Throwable failure) {
        var cause = cause(failure);
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return "there is no host of that name";
        }
        var message = cause.getMessage();
        return switch (cause) {
            case HttpTimeoutException _ -> "no answer in time";
            case SSLException e when isDistrust(e) -> "its certificate is not trusted: " + clean(root(e).getMessage());
            case ConnectException _ -> message == null ? "connection refused" : clean(message);
            default -> message == null ? cause.getClass().getSimpleName() : clean(message);
        };
    }

    /** Whether a TLS connection failed because this side does not trust the server's certificate. */
    public static boolean isDistrust(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof CertificateException || cause instanceof CertPathBuilderException);
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    /** Text of a peer made fit for a line: short, and without control characters. */
    public static String clean(String text) {
        var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
    }
}
