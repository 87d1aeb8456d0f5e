package dev.pulsegate.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.worker.connection.AccessTokens;
import dev.pulsegate.worker.connection.Backoff;
import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.worker.connection.RefusedException;
import dev.pulsegate.worker.connection.UnavailableException;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessageWriter;

/**
 * Keeps one connection's access token from ending: gets another in time and gives it to the gateway. Where that does not
 * succeed, nothing else is done: the gateway lets a worker whose token has ended finish what it has, closes, and the
 * worker connects again.
 */
final class TokenRenewal {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final AccessTokens tokens;
    private final Backoff backoff;
    private final WorkerListener listener;
    private final Runnable changed;
    private final WorkerMessageWriter writer = new WorkerMessageWriter();
    private final BlockingQueue<GatewayMessage.AuthenticateResponse> answers = new ArrayBlockingQueue<>(1);

    /** Null as long as the key was not refused. */
    private volatile String refusal;

    /**
     * For a connection that was opened with the present token, if there is a key to get others with.
     *
     * @param backoff how long to wait before asking for a token again
     * @param changed told when the key was refused
     */
    TokenRenewal(AccessTokens tokens, Backoff backoff, WorkerListener listener, Runnable changed) {
        this.tokens = tokens;
        this.backoff = backoff;
        this.listener = listener;
        this.changed = changed;
    }

    /** Why the access key was refused, if it was: there will be no more tokens for it. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The gateway has answered. */
    void answered(GatewayMessage.AuthenticateResponse answer) {
        var _ = answers.offer(answer);
    }

    /** Renews the token whenever it is time, until the connection is gone or has to be left to its end. */
    void keep(GatewaySocket link) {
        try {
            while (tokens.hasKey() && renewInTime(link)) {
                listener.on(new WorkerEvent.TokenRenewed());
            }
        } catch (RefusedException e) {
            listener.on(new WorkerEvent.TokenNotRenewed(e.getMessage()));
            refusal = e.getMessage();
            changed.run();
        } catch (IOException | InterruptedException over) {
            // The connection is gone; the next one begins with whatever token there is.
        }
    }

    private boolean renewInTime(GatewaySocket link) throws RefusedException, IOException, InterruptedException {
        Thread.sleep(tokens.untilRenewal());
        var token = another();
        if (token.isEmpty()) {
            return false;
        }
        link.send(writer.write(new WorkerMessage.Authenticate(token.get())));
        var answer = answers.poll(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (answer != null && answer.success()) {
            return true;
        }
        tokens.forget();
        listener.on(new WorkerEvent.TokenNotRenewed(
                answer == null ? "the gateway did not answer" : "the gateway says: " + answer.message()));
        return false;
    }

    /** Another token; empty if there was none until the present one ended. */
    private Optional<String> another() throws RefusedException, InterruptedException {
        while (tokens.isAlive()) {
            try {
                var token = tokens.next();
                backoff.reset();
                return token;
            } catch (UnavailableException e) {
                listener.on(new WorkerEvent.TokenNotRenewed(e.getMessage()));
                var usual = backoff.next();
                Thread.sleep(usual.compareTo(e.retryAfter()) < 0 ? e.retryAfter() : usual);
            }
        }
        return Optional.empty();
    }
}
