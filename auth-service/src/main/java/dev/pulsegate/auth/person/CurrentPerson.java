package dev.pulsegate.auth.person;

import java.util.UUID;
import jakarta.enterprise.context.RequestScoped;
import jakarta.transaction.Transactional;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;

import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/**
 * The person that calls. Looked up on every request, so that an ended session or a lost role counts here at once,
 * whether or not the revocation has come round.
 */
@RequestScoped
public class CurrentPerson {

    private final CurrentCaller caller;
    private final Accounts accounts;
    private final Sessions sessions;

    CurrentPerson(CurrentCaller caller, Accounts accounts, Sessions sessions) {
        this.caller = caller;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /**
     * Returns the person.
     *
     * @throws UnauthorizedException if the session has ended or the account may no longer sign in
     */
    @Transactional
    public Person get() {
        var token = caller.get();
        UUID session = token.sessionId()
                .filter(id -> sessions.find(token.accountId(), id).isPresent())
                .orElseThrow(UnauthorizedException::new);
        return accounts.findByIdOptional(token.accountId())
                .filter(account -> !account.isDisabled())
                .map((Account account) -> new Person(account, session))
                .orElseThrow(UnauthorizedException::new);
    }

    /**
     * Returns the person, an administrator.
     *
     * @throws UnauthorizedException if the session has ended or the account may no longer sign in
     * @throws HttpProblem 403 if they are no administrator
     */
    public Person admin() {
        var person = get();
        if (!person.isAdmin()) {
            throw Problems.forbidden("Only an administrator may do this.");
        }
        return person;
    }
}
