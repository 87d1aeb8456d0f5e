package dev.pulsegate.e2e.load;

import java.time.Duration;

import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.CallException;
import dev.pulsegate.tools.installation.Installation;

/** Somebody who is signed in, and signs in again in time: a token lasts ten minutes. */
final class Visitor implements AutoCloseable {

    private static final Duration RENEW_EVERY = Duration.ofMinutes(3);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

    private final Installation installation;
    private final String username;
    private final String password;
    private final Thread renewal;
    private volatile Account account;

    Visitor(Installation installation, String username, String password) throws CallException {
        this.installation = installation;
        this.username = username;
        this.password = password;
        this.account = installation.signIn(username, password);
        this.renewal = Thread.ofVirtual().name("e2e-sign-in").start(this::renew);
    }

    /** As who calls are made now. */
    Account account() {
        return account;
    }

    private void renew() {
        try {
            for (var pause = RENEW_EVERY; ; ) {
                Thread.sleep(pause);
                try {
                    account = installation.signIn(username, password);
                    pause = RENEW_EVERY;
                } catch (CallException e) {
                    // The token is good for minutes yet, and auth-service may just be replaced.
                    pause = TRY_AGAIN_AFTER;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        renewal.interrupt();
    }
}
