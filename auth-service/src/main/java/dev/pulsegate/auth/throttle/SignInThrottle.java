package dev.pulsegate.auth.throttle;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.account.AccountName;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.platform.problem.Problems;

/**
 * Limits failed sign-ins per account and per address, and registrations per address, on all replicas together. Blocks.
 *
 * <p>Whoever keeps failing at somebody's account uses up its limit, so that its owner is kept out as well, for as long
 * as that goes on. To bound the harm, tries come back one at a time within seconds rather than after a long lock; a
 * success forgets the failures; and an address from which the account has a session is counted by itself.
 */
@ApplicationScoped
public class SignInThrottle {

    private final RateLimit perAccount;
    private final RateLimit perAddress;
    private final RateLimit registrations;
    private final Sessions sessions;

    SignInThrottle(AuthConfig config, Sessions sessions, ThrottleTable table) {
        var limits = config.throttle();
        this.perAccount =
                new RateLimit("account", limits.failedSignInsPerAccount(), limits.failedSignInPeriod(), table);
        this.perAddress =
                new RateLimit("address", limits.failedSignInsPerAddress(), limits.failedSignInPeriod(), table);
        this.registrations =
                new RateLimit("registration", limits.registrationsPerAddress(), limits.registrationPeriod(), table);
        this.sessions = sessions;
    }

    /** A try that was let through; it counts as a failure unless it is said to have succeeded. */
    public interface Attempt {

        /** Says that it succeeded: it does not count, nor does what failed before at the same account. */
        void succeeded();

        /** Says that it was not made after all: it does not count. */
        void withdrawn();
    }

    /**
     * Lets a try with a token or key through.
     *
     * @throws HttpProblem 429 if there were too many failures from the client's address
     */
    public Attempt attempt(Client client) {
        require(perAddress, client.network());
        return new Attempt() {

            @Override
            public void succeeded() {
                perAddress.giveBack(client.network());
            }

            @Override
            public void withdrawn() {
                perAddress.giveBack(client.network());
            }
        };
    }

    /**
     * Lets a try with a password through.
     *
     * @throws HttpProblem 429 if there were too many failures from the client's address or at the account
     */
    public Attempt attempt(String accountName, Client client) {
        var fromAddress = attempt(client);
        var account = AccountName.keyOf(accountName);
        var refused = perAccount.take(account);
        if (refused.isEmpty()) {
            return atAccount(account, fromAddress);
        }
        if (!sessions.isKnownAddress(accountName, client.address())) {
            throw tooMany(refused.get());
        }
        // A blank is in no account's name, so this is no account's key.
        var known = account + " " + client.address();
        require(perAccount, known);
        return atAccount(known, fromAddress);
    }

    private Attempt atAccount(String key, Attempt fromAddress) {
        return new Attempt() {

            @Override
            public void succeeded() {
                fromAddress.succeeded();
                perAccount.reset(key);
            }

            @Override
            public void withdrawn() {
                fromAddress.withdrawn();
                perAccount.giveBack(key);
            }
        };
    }

    /**
     * Lets a registration through, which counts whether or not it succeeds.
     *
     * @throws HttpProblem 429 if there were too many registrations from the client's address
     */
    public void registration(Client client) {
        require(registrations, client.network());
    }

    private static void require(RateLimit limit, String key) {
        limit.take(key).ifPresent(wait -> {
            throw tooMany(wait);
        });
    }

    private static HttpProblem tooMany(Duration wait) {
        return Problems.tooManyRequests("Too many attempts. Try again later.", wait);
    }
}
