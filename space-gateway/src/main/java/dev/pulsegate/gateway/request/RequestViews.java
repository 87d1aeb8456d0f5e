package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.status.Waits;

/** Shows requests. Blocks on the database. */
@ApplicationScoped
public class RequestViews {

    private final RequestReader reader;
    private final Waits waits;

    RequestViews(RequestReader reader, Waits waits) {
        this.reader = reader;
        this.waits = waits;
    }

    /** A request that was accepted just now; reads nothing. */
    public RequestView accepted(NewRequest request, long position) {
        var wait = waits.of(request.space().id(), request.inputKinds(), position);
        return new RequestView(
                request.id(),
                request.space().id(),
                request.space().name(),
                RequestState.QUEUED,
                wait.position(),
                wait.waitReason(),
                wait.expectedWaitSeconds(),
                request.accountName(),
                request.accountId(),
                request.priority(),
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Optional<RequestView> stored(UUID id) throws SQLException {
        return reader.find(id).map(this::of);
    }

    RequestView of(StoredRequest request) {
        return RequestView.of(request, request.state() == RequestState.QUEUED ? waits.of(request) : null);
    }
}
