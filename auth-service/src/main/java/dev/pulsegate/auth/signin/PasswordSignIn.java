package dev.pulsegate.auth.signin;

import java.util.function.Consumer;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.account.AccountCreation;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.account.Role;
import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.auth.audit.FailedTries;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.password.Passwords;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.signin.SignInMeters.Outcome;
import dev.pulsegate.auth.throttle.SignInThrottle;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.problem.Problems;

/** Checks names and passwords. What is wrong, the name, the password or a disabled account, cannot be told apart. */
@ApplicationScoped
public class PasswordSignIn {

    private final AuthConfig config;
    private final Accounts accounts;
    private final AccountCreation creation;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final SignInMeters meters;
    private final AuditTrail audit;
    private final FailedTries failures;

    PasswordSignIn(
            AuthConfig config,
            Accounts accounts,
            AccountCreation creation,
            Passwords passwords,
            Sessions sessions,
            SignInThrottle throttle,
            SignInMeters meters,
            AuditTrail audit,
            FailedTries failures) {
        this.config = config;
        this.accounts = accounts;
        this.creation = creation;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.meters = meters;
        this.audit = audit;
        this.failures = failures;
    }

    /**
     * Signs in.
     *
     * @throws HttpProblem 401 if name and password do not go together, 429 after too many failures, 503 if too many
     *     sign in at once
     */
    public SignIn signIn(String name, String password, Client client) {
        var attempt = letThrough(AuditAction.SIGN_IN, client, () -> throttle.attempt(name, client), meters::signIn);
        var account = accounts.findByName(name).orElse(null);
        // Hashed whether or not there is such an account, so that both take as long.
        if (!matches(password, account, attempt) || account.isDisabled()) {
            meters.signIn(Outcome.REFUSED);
            var failure = AuditEntry.failed(AuditAction.SIGN_IN, AuditOutcome.REFUSED, Actors.stranger(client));
            // What was typed is told only if it is an account's name: else it may be a password.
            failures.add(account == null ? failure : failure.to(account.id(), account.name()));
            throw refused();
        }
        attempt.succeeded();
        meters.signIn(Outcome.SIGNED_IN);
        return begin(AuditAction.SIGN_IN, rehashed(account, password), client);
    }

    /**
     * Makes an account and signs it in.
     *
     * @throws HttpProblem 400 if name or password will not do, 403 if registration is closed, 409 if the name is taken,
     *     429 after too many registrations, 503 if too many sign in at once
     */
    public SignIn register(String name, String password, Client client) {
        if (!config.registration().open()) {
            throw Problems.forbidden("Registration is closed here. Ask an administrator for an account.");
        }
        letThrough(
                AuditAction.REGISTER,
                client,
                () -> {
                    throttle.registration(client);
                    return client;
                },
                meters::registration);
        var account = created(name, password, client);
        meters.registration(Outcome.SIGNED_IN);
        return begin(AuditAction.REGISTER, account, client);
    }

    private Account created(String name, String password, Client client) {
        try {
            return creation.create(name, password, Role.USER);
        } catch (HttpProblem refused) {
            meters.registration(saturated(refused) ? Outcome.SATURATED : Outcome.REFUSED);
            failures.add(AuditEntry.failed(AuditAction.REGISTER, AuditOutcome.REFUSED, Actors.stranger(client)));
            throw refused;
        }
    }

    private <T> T letThrough(AuditAction action, Client client, Supplier<T> throttle, Consumer<Outcome> count) {
        try {
            return throttle.get();
        } catch (HttpProblem tooMany) {
            count.accept(Outcome.THROTTLED);
            failures.add(AuditEntry.failed(action, AuditOutcome.THROTTLED, Actors.stranger(client)));
            throw tooMany;
        }
    }

    private static boolean saturated(HttpProblem problem) {
        return problem.getStatusCode() == Status.SERVICE_UNAVAILABLE.getStatusCode();
    }

    private SignIn begin(AuditAction action, Account account, Client client) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var signIn = sessions.begin(account, client).orElseThrow(PasswordSignIn::refused);
            audit.record(AuditEntry.done(action, Actors.of(account, client))
                    .to(signIn.session().id(), ""));
            return signIn;
        });
    }

    /** Brings the hash to the configured cost while the password is at hand. */
    private Account rehashed(Account account, String password) {
        var old = account.passwordHash();
        return passwords.isOutdated(old) ? accounts.replaceHash(account, old, passwords.hash(password)) : account;
    }

    private boolean matches(String password, Account account, SignInThrottle.Attempt attempt) {
        try {
            return passwords.matches(password, account == null ? null : account.passwordHash());
        } catch (HttpProblem saturated) {
            attempt.withdrawn();
            meters.signIn(Outcome.SATURATED);
            throw saturated;
        }
    }

    static HttpProblem refused() {
        return HttpProblem.builder()
                .withStatus(Status.UNAUTHORIZED)
                .withTitle(Status.UNAUTHORIZED.getReasonPhrase())
                .withDetail("Name and password do not match.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pulsegate\"")
                .build();
    }
}
