package dev.pulsegate.auth.account;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.auth.password.PasswordPolicy;
import dev.pulsegate.auth.password.Passwords;
import dev.pulsegate.platform.problem.Problems;

/** Makes accounts, whoever asks for them. */
@ApplicationScoped
public class AccountCreation {

    private final Accounts accounts;
    private final Passwords passwords;

    AccountCreation(Accounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * Makes an account.
     *
     * @throws HttpProblem 400 if the name or password will not do, 409 if the name is taken
     */
    public Account create(String name, String password, Role role) {
        checkPassword(password, accountName(name).value());
        return createWithAnyPassword(name, password, role);
    }

    /**
     * Makes an account whose password everybody knows, for a demonstration.
     *
     * @throws HttpProblem 400 if the name will not do, 409 if it is taken
     */
    public Account createWithAnyPassword(String name, String password, Role role) {
        var accountName = accountName(name);
        // Hashed before the database is asked: no connection is held meanwhile.
        return accounts.create(accountName, passwords.hash(password), role)
                .flatMap(id -> accounts.findByName(accountName.value()))
                .orElseThrow(() -> Problems.conflict("The name is taken, or reads like one that is."));
    }

    private static AccountName accountName(String name) {
        try {
            return new AccountName(name);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e.getMessage());
        }
    }

    /**
     * Checks a new password.
     *
     * @throws HttpProblem 400 if the password will not do
     */
    public static void checkPassword(String password, String accountName) {
        PasswordPolicy.objection(password, accountName).ifPresent(objection -> {
            throw Problems.badRequest(objection);
        });
    }
}
