package dev.pulsegate.auth.administration;

import java.time.Instant;
import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import dev.pulsegate.auth.audit.AuditFilter;
import dev.pulsegate.auth.audit.AuditTable;
import dev.pulsegate.auth.person.CurrentPerson;
import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.input.OneLine;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.parameter.QueryParameters;
import dev.pulsegate.platform.problem.Problems;

/** The audit log, for administrators. */
@Path("/api/auth/audit")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@CallableBy(CallerKind.ADMINISTRATOR)
@RunOnVirtualThread
public class AuditResource {

    private final CurrentPerson current;
    private final AuditTable events;

    AuditResource(CurrentPerson current, AuditTable events) {
        this.current = current;
        this.events = events;
    }

    /**
     * An event as it is shown.
     *
     * @param actorId the account of who did it, or null
     * @param subject the id of what it was done to, or empty
     * @param times how often it happened; more than 1 for failed tries that were alike
     */
    record View(
            UUID id,
            Instant happenedAt,
            String service,
            String action,
            String outcome,
            String actorKind,
            UUID actorId,
            String actor,
            String address,
            String subject,
            String subjectName,
            String detail,
            int times) {

        static View of(AuditEvent event) {
            return new View(
                    event.messageId(),
                    event.happenedAt(),
                    event.service(),
                    event.action(),
                    event.outcome(),
                    event.actorKind(),
                    event.actorId(),
                    event.actor(),
                    event.address(),
                    event.subject(),
                    event.subjectName(),
                    event.detail(),
                    event.times());
        }
    }

    @GET
    @Operation(
            summary = "What people did, in every service, the latest first",
            description =
                    "actor is an account's name; since and until are times. The total is counted to 10,000, which then"
                            + " means that there are as many or more; pages end there as well. until goes on from there.")
    public Page<View> list(
            @RestQuery @Size(max = 64) @OneLine String actor,
            @RestQuery String action,
            @RestQuery String outcome,
            @RestQuery String since,
            @RestQuery String until,
            @RestQuery @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @RestQuery @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        current.admin();
        if ((long) page * size >= AuditTable.MOST_COUNTED) {
            throw Problems.badRequest("Pages end after " + AuditTable.MOST_COUNTED
                    + " events; go on with until and the time of the last.");
        }
        var filter = new AuditFilter(
                actor == null || actor.isEmpty() ? null : actor,
                QueryParameters.oneOf("action", action, AuditAction.class).orElse(null),
                QueryParameters.oneOf("outcome", outcome, AuditOutcome.class).orElse(null),
                QueryParameters.instant("since", since).orElse(null),
                QueryParameters.instant("until", until).orElse(null));
        var found = events.page(filter, page, size);
        return new Page<>(found.items().stream().map(View::of).toList(), page, size, found.total());
    }
}
