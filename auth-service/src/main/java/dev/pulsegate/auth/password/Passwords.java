package dev.pulsegate.auth.password;

import java.io.Serial;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;

import dev.pulsegate.auth.AuthConfig;

/**
 * Hashes and checks passwords on a few threads of its own, so that any number of sign-ins at once takes bounded memory
 * and leaves processors to the rest.
 */
@Startup
@ApplicationScoped
public class Passwords {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Argon2Cost cost;
    private final Argon2Hash decoy;
    private final Timer timer;
    private final ExecutorService hashers;

    Passwords(AuthConfig config, MeterRegistry meters) {
        var wanted = config.password();
        this.cost = new Argon2Cost(wanted.memoryKib(), wanted.iterations(), wanted.parallelism());
        this.decoy = Argon2Hash.of("no account has this hash", cost);
        this.timer = Timer.builder("pulsegate.auth.password.hash")
                .description("Argon2id hashes computed")
                .register(meters);
        int threads =
                Math.max(1, wanted.maxConcurrent().orElse(Runtime.getRuntime().availableProcessors()));
        this.hashers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(wanted.maxWaiting()),
                Thread.ofPlatform().name("password-hash-", 0).daemon().factory());
    }

    @PreDestroy
    void stop() {
        hashers.shutdownNow();
    }

    /**
     * Hashes a new password.
     *
     * @return the hash in PHC format
     * @throws HttpProblem 503 if too many hashes wait already
     */
    public String hash(String password) {
        return compute(() -> Argon2Hash.of(password, cost).phc());
    }

    /**
     * Checks a password.
     *
     * @param phc the account's hash, or null if there is no such account: that takes as long and does not match
     * @throws HttpProblem 503 if too many hashes wait already
     */
    public boolean matches(String password, String phc) {
        var expected = phc == null ? decoy : Argon2Hash.parse(phc);
        boolean same = compute(() -> expected.matches(password));
        return same && phc != null;
    }

    /** Says whether a hash was made at another cost than is configured now. */
    public boolean isOutdated(String phc) {
        return !Argon2Hash.parse(phc).cost().equals(cost);
    }

    private <T> T compute(Callable<T> hashing) {
        try {
            return hashers.submit(() -> timer.recordCallable(hashing)).get();
        } catch (RejectedExecutionException full) {
            throw saturated();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw saturated();
        }
    }

    private static HttpProblem saturated() {
        return new Saturated();
    }

    /** 503 without a stack trace: under load it is thrown, and logged, often. */
    private static final class Saturated extends HttpProblem {

        @Serial
        private static final long serialVersionUID = 1L;

        Saturated() {
            super(HttpProblem.builder()
                    .withStatus(Status.SERVICE_UNAVAILABLE)
                    .withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                    .withDetail("Too many sign-ins at once. Try again in a moment.")
                    .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
