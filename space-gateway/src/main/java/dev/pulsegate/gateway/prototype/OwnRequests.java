package dev.pulsegate.gateway.prototype;

import java.sql.SQLException;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.request.VisibleRequests;
import dev.pulsegate.platform.token.Caller;

/** A visitor's requests, in the prototype's terms. Blocks on the database. */
@ApplicationScoped
class OwnRequests {

    private final VisibleRequests visible;

    /** Of its own, because what is read is what we stored: it may hold any text a worker said. */
    private final ObjectMapper json = new ObjectMapper();

    OwnRequests(VisibleRequests visible) {
        this.visible = visible;
    }

    /** The request of an id as somebody wrote it, if it is the visitor's to see. */
    Optional<RequestStatus> find(String id, Caller visitor) throws SQLException {
        var parsed = Ids.parse(id);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(status(visible.find(parsed.get(), visitor)));
        } catch (HttpProblem notVisible) {
            return Optional.empty();
        }
    }

    private RequestStatus status(StoredRequest request) {
        return switch (request.state()) {
            case QUEUED -> RequestStatus.of(request, "queued", null);
            case PROCESSING -> RequestStatus.of(request, "processing", null);
            case COMPLETED -> RequestStatus.of(request, "completed", request.result());
            // The prototype knew one way only for a request to come to nothing.
            case FAILED, CANCELED, EXPIRED -> RequestStatus.of(request, "failed", error(request.failure()));
        };
    }

    /** A failure's sentence as the {@code error} of a result. */
    private String error(String failure) {
        try {
            var message = failure == null
                    ? null
                    : json.readTree(failure).path("message").textValue();
            return json.createObjectNode()
                    .put("error", message == null ? "The request came to nothing." : message)
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
