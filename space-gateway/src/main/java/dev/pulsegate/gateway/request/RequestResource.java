package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.audit.AuditNotices;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.RequestTransitions;
import dev.pulsegate.gateway.queue.Witness;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.webhook.WebhookTable;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Requests, one's own or, for administrators, anybody's. */
@Path("/api/requests")
@Tag(name = "Requests")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class RequestResource {

    private final RequestTransitions transitions;
    private final RequestReader reader;
    private final RequestViews views;
    private final VisibleRequests visible;
    private final WebhookTable webhooks;
    private final CurrentCaller caller;
    private final AuditNotices audit;

    RequestResource(
            RequestTransitions transitions,
            RequestReader reader,
            RequestViews views,
            VisibleRequests visible,
            WebhookTable webhooks,
            CurrentCaller caller,
            AuditNotices audit) {
        this.transitions = transitions;
        this.reader = reader;
        this.views = views;
        this.visible = visible;
        this.webhooks = webhooks;
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @Operation(
            summary = "Requests, the latest first: one's own, or for administrators anybody's",
            description = "The total is counted to 10,000, which then means that there are as many or more; pages end"
                    + " there as well. before goes on from there.")
    public Page<RequestView> list(
            @BeanParam RequestSelection selection,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size)
            throws SQLException {
        if ((long) page * size >= RequestReader.MOST_COUNTED) {
            throw Problems.badRequest("Pages end after " + RequestReader.MOST_COUNTED
                    + " requests; go on with before and the id of the last.");
        }
        var found = reader.page(selection.filter(caller.get()), page, size);
        return new Page<>(found.items().stream().map(views::of).toList(), page, size, found.total());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One request")
    public RequestView get(@PathParam("id") UUID id) throws SQLException {
        var request = visible.find(id, caller.get());
        return views.of(request, webhooks.standing(id).orElse(null));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Cancel a request",
            description =
                    "Takes effect at once; if a worker has it, the worker is told. Canceling it again changes nothing.")
    public RequestView cancel(@PathParam("id") UUID id, @Context HttpServerRequest connection) throws SQLException {
        var request = visible.find(id, caller.get());
        if (request.accountId().equals(caller.get().accountId())) {
            transitions.cancel(id, Failures.of("canceled", "Canceled by who submitted it."), Witness.NONE);
        } else {
            var failure = Failures.of("canceled", "Canceled by an administrator.");
            recorded(
                    AuditAction.REQUEST_CANCEL,
                    request,
                    connection,
                    witness -> transitions.cancel(id, failure, witness));
        }
        var now = visible.find(id, caller.get());
        if (now.state() != RequestState.CANCELED) {
            throw Problems.conflict("The request has come to its end already: it is "
                    + now.state().wireName() + ".");
        }
        return views.of(now);
    }

    @POST
    @Path("{id}/requeue")
    @CallableBy(CallerKind.ADMINISTRATOR)
    @Operation(
            summary = "Take a request from its worker and put it back into the queue",
            description =
                    "In its old place, so that it is handed over again as soon as a worker is free. The worker that"
                            + " had it is told, and what it still says of it is refused.")
    public RequestView requeue(@PathParam("id") UUID id, @Context HttpServerRequest connection) throws SQLException {
        var request = visible.find(id, caller.get());
        var requeued = recorded(
                AuditAction.REQUEST_REQUEUE,
                request,
                connection,
                witness -> transitions.requeue(id, "an administrator put it back into the queue", witness));
        if (requeued.isEmpty()) {
            throw Problems.conflict("No worker has the request: it is "
                    + visible.find(id, caller.get()).state().wireName() + ".");
        }
        return views.of(visible.find(id, caller.get()));
    }

    /** Changes a request before a witness. */
    private interface Deed {
        Optional<Change> before(Witness witness) throws SQLException;
    }

    /** Has what an administrator does to somebody's request recorded with it. */
    private Optional<Change> recorded(
            AuditAction action, StoredRequest request, HttpServerRequest connection, Deed deed) throws SQLException {
        var entry = AuditEntry.done(action, Actor.of(caller.get(), connection))
                .to(request.id(), "")
                .saying("of " + request.accountName());
        var afterCommit = new AtomicReference<Runnable>();
        var changed = deed.before((transaction, _) -> afterCommit.set(audit.record(transaction, entry)));
        changed.ifPresent(_ -> afterCommit.get().run());
        return changed;
    }
}
