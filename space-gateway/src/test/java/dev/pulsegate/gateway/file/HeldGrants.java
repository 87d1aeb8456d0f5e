package dev.pulsegate.gateway.file;

import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Stands in for requests where a test's profile says so, and nowhere else. */
@Alternative
@ApplicationScoped
public class HeldGrants implements ResultGrants {

    private final HeldRequests requests;

    HeldGrants(HeldRequests requests) {
        this.requests = requests;
    }

    @Override
    public Optional<Owner> ownerOfHeld(UUID requestId, int attempt) {
        return requests.ownerOfHeld(requestId, attempt);
    }
}
