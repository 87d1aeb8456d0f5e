package dev.pulsegate.auth.bootstrap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.account.AccountCreation;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.account.Role;
import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.auth.audit.FailedTries;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.problem.Problems;

/** Sees to it at every start that there is an administrator, or a way to become one. */
@ApplicationScoped
class FirstAdministrator {

    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class);
    private static final String DEMO_NAME = "admin";
    private static final String DEMO_PASSWORD = "admin123";
    private static final int CONFLICT = 409;

    private final AuthConfig config;
    private final String listenAddress;
    private final Accounts accounts;
    private final AccountCreation creation;
    private final BootstrapTokens tokens;
    private final AuditTrail audit;
    private final FailedTries failures;

    FirstAdministrator(
            AuthConfig config,
            @ConfigProperty(name = "quarkus.http.host") String listenAddress,
            Accounts accounts,
            AccountCreation creation,
            BootstrapTokens tokens,
            AuditTrail audit,
            FailedTries failures) {
        this.config = config;
        this.listenAddress = listenAddress;
        this.accounts = accounts;
        this.creation = creation;
        this.tokens = tokens;
        this.audit = audit;
        this.failures = failures;
    }

    void atStart(@Observes StartupEvent event) {
        var first = config.firstAdmin();
        if (first.name().isPresent() != first.password().isPresent()) {
            throw new IllegalStateException(
                    "pulsegate.auth.first-admin.name and .password must both be configured, or neither");
        }
        if (config.demoAdmin()) {
            requireLoopback(listenAddress);
            createOnce(DEMO_NAME, () -> creation.createWithAnyPassword(DEMO_NAME, DEMO_PASSWORD, Role.ADMIN));
        } else if (first.name().isPresent() && !accounts.hasEnabledAdmin()) {
            var name = first.name().get();
            createOnce(name, () -> creation.create(name, first.password().orElseThrow(), Role.ADMIN));
        }
        if (accounts.hasEnabledAdmin()) {
            tokens.close();
        } else {
            LOG.warnf(
                    "There is no administrator yet. Make one with POST /api/auth/bootstrap"
                            + " {\"token\": \"%s\", \"name\": …, \"password\": …}; the token is good once.",
                    tokens.open().text());
        }
    }

    /** Refuses an address that others can reach. */
    static void requireLoopback(String listenAddress) {
        try {
            if (InetAddress.getByName(listenAddress).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            LOG.debugf(e, "%s has no address", listenAddress);
        }
        throw new IllegalStateException(
                ("pulsegate.auth.demo-admin makes an administrator with a known password, and quarkus.http.host=%s can"
                                + " be reached by others. Listen on 127.0.0.1, or turn demo-admin off and configure"
                                + " pulsegate.auth.first-admin.name and .password.")
                        .formatted(listenAddress));
    }

    /** Leaves an account of this name as it is, with whatever password it has by now. */
    private void createOnce(String name, Runnable make) {
        if (accounts.findByName(name).isPresent()) {
            return;
        }
        try {
            make.run();
            LOG.infof("Made the administrator %s", name);
        } catch (HttpProblem e) {
            if (e.getStatusCode() != CONFLICT) {
                throw new IllegalStateException("The first administrator could not be made: " + e.getDetail(), e);
            }
            LOG.debugf("Another replica made the administrator %s", name);
        }
    }

    /**
     * Makes the first administrator for whoever has the token.
     *
     * @throws HttpProblem 403 if the token is not good, or no longer; 400 if name or password will not do; 409 if the
     *     name is taken
     */
    void create(String token, String name, String password, Client client) {
        if (!tokens.isGood(token)) {
            failures.add(AuditEntry.failed(AuditAction.BOOTSTRAP, AuditOutcome.REFUSED, Actors.stranger(client)));
            throw notGood();
        }
        QuarkusTransaction.requiringNew().run(() -> {
            // A replica that was just starting may have opened another token after the one that was used.
            if (!tokens.use(token) || accounts.hasEnabledAdmin()) {
                throw notGood();
            }
            var account = creation.create(name, password, Role.ADMIN);
            audit.record(AuditEntry.done(AuditAction.BOOTSTRAP, Actors.of(account, client))
                    .to(account.id(), account.name()));
        });
        LOG.info("The first administrator was made with the one-time token");
    }

    private static HttpProblem notGood() {
        return Problems.forbidden("The token is not valid, or there is an administrator already.");
    }
}
