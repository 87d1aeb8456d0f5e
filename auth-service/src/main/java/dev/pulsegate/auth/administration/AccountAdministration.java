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
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.auth.password.Passwords;
import dev.pulsegate.auth.revocation.Revocations;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.contracts.SessionRevoked.Scope;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.problem.Problems;

/** Changes other people's accounts. There is always an administrator left who can sign in. */
@ApplicationScoped
class AccountAdministration {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Passwords passwords;
    private final AccountCreation creation;
    private final AuditTrail audit;

    AccountAdministration(
            Accounts accounts,
            Sessions sessions,
            Revocations revocations,
            Passwords passwords,
            AccountCreation creation,
            AuditTrail audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.revocations = revocations;
        this.passwords = passwords;
        this.creation = creation;
        this.audit = audit;
    }

    /**
     * Makes an account for somebody.
     *
     * @throws HttpProblem 400 if name or password will not do, 409 if the name is taken
     */
    Account create(NewAccount wanted, Actor by) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var role = Role.highest(wanted.roles());
            var account = creation.create(wanted.name(), wanted.password(), role);
            audit.record(AuditEntry.done(AuditAction.ACCOUNT_CREATE, by)
                    .to(account.id(), account.name())
                    .saying("role " + role));
            return account;
        });
    }

    /**
     * Changes an account. Disabling it or setting its password ends its sessions; either, and another role, voids the
     * tokens given out so far.
     *
     * @throws HttpProblem 404 if there is no such account, 400 if the password will not do, 409 if no administrator
     *     would be left
     */
    Account change(UUID id, AccountPatch patch, Actor by) {
        if (patch.password() == null) {
            return QuarkusTransaction.requiringNew().call(() -> change(id, patch, null, by));
        }
        AccountCreation.checkPassword(patch.password(), find(id).name());
        var hash = passwords.hash(patch.password());
        return QuarkusTransaction.requiringNew().call(() -> change(id, patch, hash, by));
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
    private Account change(UUID id, AccountPatch patch, String newHash, Actor by) {
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
        record(account, role, disabled, newHash != null, by);
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

    private void record(Account account, Role role, boolean disabled, boolean newPassword, Actor by) {
        if (role != account.role()) {
            record(AuditAction.ROLE_CHANGE, account, account.role() + " to " + role, by);
        }
        if (disabled != account.isDisabled()) {
            record(disabled ? AuditAction.ACCOUNT_DISABLE : AuditAction.ACCOUNT_ENABLE, account, "", by);
        }
        if (newPassword) {
            record(AuditAction.PASSWORD_SET, account, "", by);
        }
    }

    private void record(AuditAction action, Account account, String detail, Actor by) {
        audit.record(
                AuditEntry.done(action, by).to(account.id(), account.name()).saying(detail));
    }

    private static HttpProblem unknown() {
        return Problems.notFound("There is no such account.");
    }
}
