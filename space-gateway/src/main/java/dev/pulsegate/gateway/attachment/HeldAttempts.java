package dev.pulsegate.gateway.attachment;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.ResultGrants;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.read.RequestReader;

/** Lets a result file in only from the attempt that holds its request. */
@ApplicationScoped
class HeldAttempts implements ResultGrants {

    private final RequestReader requests;

    HeldAttempts(RequestReader requests) {
        this.requests = requests;
    }

    @Override
    public Optional<Owner> ownerOfHeld(UUID requestId, int attempt) {
        try {
            return requests.find(requestId)
                    .filter(request -> request.state() == RequestState.PROCESSING && request.attempt() == attempt)
                    .map(request -> new Owner(request.accountId(), request.spaceId()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
