package dev.pulsegate.auth.administration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.account.AccountCreation;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.account.Role;
import dev.pulsegate.auth.password.Passwords;
import dev.pulsegate.auth.revocation.Revocations;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.contracts.SessionRevoked.Scope;
import dev.pulsegate.platform.problem.Problems;

/** Changes other people's accounts. There is always an administrator left who can sign in. */
@ApplicationScoped
class AccountAdministration {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Passwords passwords;

    AccountAdministration(Accounts accounts, Sessions sessions, Revocations revocations, Passwords passwords) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.revocations = revocations;
        this.passwords = passwords;
    }

    /**
     * Changes an account. Disabling it or setting its password ends its sessions; either, and another role, voids the
     * tokens given out so far.
     *
     * @throws HttpProblem 404 if there is no such account, 400 if the password will not do, 409 if no administrator
     *     would be left
     */
    Account change(UUID id, AccountPatch patch) {
        if (patch.password() == null) {
            return QuarkusTransaction.requiringNew().call(() -> change(id, patch, null));
        }
        AccountCreation.checkPassword(patch.password(), find(id).name());
        var hash = passwords.hash(patch.password());
        return QuarkusTransaction.requiringNew().call(() -> change(id, patch, hash));
    }

    /**
     * Returns an account.
     *
     * @throws HttpProblem 404 if there is no such account
     */
    Account find(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> accounts.findByIdOptional(id))
                .orElseThrow(AccountAdministration::unknown);
    }

    /** @param newHash of the password, or null if that stays */
    private Account change(UUID id, AccountPatch patch, String newHash) {
        // Locked first and in one order, so that two administrators do not take the role from each other at once.
        var admins = accounts.lockEnabledAdmins();
        var account = accounts.lock(id).orElseThrow(AccountAdministration::unknown);
        var role = patch.roles() == null ? account.role() : Role.highest(patch.roles());
        boolean disabled = patch.disabled() == null ? account.isDisabled() : patch.disabled();
        if (account.isEnabledAdmin() && admins.size() == 1 && (disabled || role != Role.ADMIN)) {
            throw Problems.conflict("This is the last administrator that can sign in.");
        }
        boolean locksOut = (disabled && !account.isDisabled()) || newHash != null;
        boolean changesRole = role != account.role();
        account.setRole(role);
        account.setDisabled(disabled);
        if (newHash != null) {
            account.setPasswordHash(newHash);
        }
        if (locksOut) {
            sessions.deleteAll(id);
        }
        if (locksOut || changesRole) {
            // Read after all locks are held: no token can be issued later on what held before.
            var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            account.voidTokensUntil(now);
            revocations.record(Scope.ACCOUNT, id, now);
        }
        return account;
    }

    private static HttpProblem unknown() {
        return Problems.notFound("There is no such account.");
    }
}
