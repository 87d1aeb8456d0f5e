package dev.pulsegate.auth.account;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/** Works out at the start what the names of accounts from before look like: SQL cannot. */
@ApplicationScoped
class SkeletonFiller {

    private static final Logger LOG = Logger.getLogger(SkeletonFiller.class);

    private final Accounts accounts;

    SkeletonFiller(Accounts accounts) {
        this.accounts = accounts;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        accounts.withoutSkeleton().forEach(this::fill);
    }

    private void fill(Account account) {
        try {
            var skeleton = NameSkeleton.of(new AccountName(account.name()));
            if (!accounts.fillSkeleton(account, skeleton)) {
                LOG.warnf("The name of account %s reads like that of an older account", account.id());
            }
        } catch (RuntimeException e) {
            // Another replica was faster, or the name was taken by rules that were not as strict.
            LOG.debugf("The name of account %s stays without a skeleton: %s", account.id(), e.toString());
        }
    }
}
