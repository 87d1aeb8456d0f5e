package dev.pulsegate.worker.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.pulsegate.workerprotocol.CloseCode;

/**
 * How a connection ended.
 *
 * @param code the close code (RFC 6455 §7.4), one of {@link CloseCode} or another; {@link #LOST} if there was none
 * @param reason why, for people
 */
public record SocketClosed(int code, String reason) {

    /** The connection broke without a close frame. */
    public static final int LOST = 1006;

    /** What the reason of a gateway says whose other replicas go on. */
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d{1,5}) ms");

    /** Whether it was closed with this code. */
    public boolean isFor(CloseCode known) {
        return code == known.code();
    }

    /** Whether whoever closed it meant its own state and not this worker: the same may be taken later. */
    public boolean passes() {
        return CloseCode.of(code).filter(CloseCode::passes).isPresent();
    }

    /** How long whoever closed it asks to wait before connecting again, if it does. */
    public Optional<Duration> retryAfter() {
        var asked = RETRY_AFTER.matcher(reason);
        return isFor(CloseCode.SERVICE_RESTART) && asked.find()
                ? Optional.of(Duration.ofMillis(Integer.parseInt(asked.group(1))))
                : Optional.empty();
    }

    /** A line for people. */
    @Override
    public String toString() {
        if (reason.isBlank()) {
            return code == LOST ? "the connection ended without a word" : "the gateway closed with code " + code;
        }
        return code == LOST ? reason : reason + " (code " + code + ")";
    }
}
