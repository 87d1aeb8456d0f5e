package dev.pulsegate.auth.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.pulsegate.auth.account.AccountCreation;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.auth.audit.FailedTries;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.password.Passwords;
import dev.pulsegate.auth.person.Person;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.auth.throttle.SignInThrottle;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.problem.Problems;

/** Changes a person's password. */
@ApplicationScoped
class PasswordChange {

    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final AuditTrail audit;
    private final FailedTries failures;

    PasswordChange(
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            SignInThrottle throttle,
            AuditTrail audit,
            FailedTries failures) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.audit = audit;
        this.failures = failures;
    }

    /**
     * What is asked for.
     *
     * @param currentPassword the password until now
     * @param newPassword the password from now on
     */
    record Request(
            @NotNull @Size(max = 512) String currentPassword,
            @NotNull @Size(max = 512) String newPassword) {

        /** Gives nothing of the passwords away. */
        @Override
        public String toString() {
            return "Request[…]";
        }
    }

    /**
     * Changes the password and ends the person's other sessions.
     *
     * @throws HttpProblem 400 if the new password will not do, 403 if the current one is not right, 429 after too many
     *     wrong ones
     */
    void change(Person person, Request request, Client client) {
        var account = person.account();
        AccountCreation.checkPassword(request.newPassword(), account.name());
        var attempt = throttle.attempt(account.name(), client);
        if (!passwords.matches(request.currentPassword(), account.passwordHash())) {
            failures.add(
                    AuditEntry.failed(AuditAction.PASSWORD_CHANGE, AuditOutcome.REFUSED, Actors.of(account, client))
                            .to(account.id(), account.name()));
            throw wrongPassword();
        }
        attempt.succeeded();
        var hash = passwords.hash(request.newPassword());
        QuarkusTransaction.requiringNew().run(() -> store(person, hash, client));
    }

    private void store(Person person, String hash, Client client) {
        var account = accounts.lock(person.id())
                .filter(stored -> stored.passwordHash().equals(person.account().passwordHash()))
                .orElseThrow(PasswordChange::wrongPassword);
        account.setPasswordHash(hash);
        sessions.endOthers(person.id(), person.sessionId());
        audit.record(AuditEntry.done(AuditAction.PASSWORD_CHANGE, Actors.of(account, client))
                .to(account.id(), account.name()));
    }

    private static HttpProblem wrongPassword() {
        return Problems.forbidden("The current password is not right.");
    }
}
