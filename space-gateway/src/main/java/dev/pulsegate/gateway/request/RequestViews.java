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
import dev.pulsegate.gateway.webhook.WebhookStanding;

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
        return RequestView.of(request, waits.of(request.space().id(), request.inputKinds(), position));
    }

    public Optional<RequestView> stored(UUID id) throws SQLException {
        return reader.find(id).map(this::of);
    }

    RequestView of(StoredRequest request) {
        return of(request, null);
    }

    /** A single request, with how telling its end stands; null if nobody is to be told. */
    RequestView of(StoredRequest request, WebhookStanding webhook) {
        var wait = request.state() == RequestState.QUEUED ? waits.of(request) : null;
        return RequestView.of(request, wait, webhook);
    }
}
