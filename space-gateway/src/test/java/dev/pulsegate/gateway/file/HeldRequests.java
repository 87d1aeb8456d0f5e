package dev.pulsegate.gateway.file;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.ResultGrants.Owner;

/** Requests that workers hold, as far as files are concerned. */
@ApplicationScoped
public class HeldRequests {

    private final Map<UUID, Held> held = new ConcurrentHashMap<>();

    private record Held(int attempt, Owner owner) {}

    /** Lets an attempt hold a new request of this account. */
    UUID hold(UUID accountId, int attempt) {
        var request = UUID.randomUUID();
        held.put(request, new Held(attempt, new Owner(accountId, UUID.randomUUID())));
        return request;
    }

    Optional<Owner> ownerOfHeld(UUID requestId, int attempt) {
        return Optional.ofNullable(held.get(requestId))
                .filter(known -> known.attempt() == attempt)
                .map(Held::owner);
    }
}
