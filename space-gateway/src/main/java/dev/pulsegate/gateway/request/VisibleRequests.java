package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.Caller;

/** Who may see which request. Blocks on the database. */
@ApplicationScoped
public class VisibleRequests {

    private final RequestReader reader;

    VisibleRequests(RequestReader reader) {
        this.reader = reader;
    }

    /** The request; somebody else's is answered like none at all. */
    public StoredRequest find(UUID id, Caller caller) throws SQLException {
        return reader.find(id)
                .filter(request -> caller.isAdmin() || request.accountId().equals(caller.accountId()))
                .orElseThrow(() -> Problems.notFound("There is no such request."));
    }
}
