package dev.pulsegate.gateway.file;

import java.util.Optional;
import java.util.UUID;

/** Tells who holds a request. Implemented where requests are. */
public interface ResultGrants {

    /**
     * Whose request this is, if this attempt still holds it. Asked when a result file begins to arrive.
     *
     * @param requestId the request
     * @param attempt the number of the hand-over
     * @return none if there is no such request or another attempt, or none, holds it
     */
    Optional<Owner> ownerOfHeld(UUID requestId, int attempt);

    /**
     * Whose a request is.
     *
     * @param accountId the account that made it
     * @param spaceId the space it was made in
     */
    record Owner(UUID accountId, UUID spaceId) {}
}
