package dev.pulsegate.gateway.worker;

import java.time.Instant;
import java.util.Comparator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.dispatch.WorkerSnapshot;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.parameter.QueryParameters;
import dev.pulsegate.platform.problem.Problems;

/** The workers connected now, to whichever gateway process. */
@Path("/api/workers")
@Tag(name = "Workers")
@CallableBy(CallerKind.ADMINISTRATOR)
@RunOnVirtualThread
class WorkerResource {

    private static final Comparator<WorkerSnapshot> OLDEST_FIRST = Comparator.<WorkerSnapshot, Instant>comparing(
                    worker -> worker.info().connectedAt())
            .thenComparing(WorkerSnapshot::connectionId);

    private final Presence presence;
    private final SpaceDirectory spaces;

    WorkerResource(Presence presence, SpaceDirectory spaces) {
        this.presence = presence;
        this.spaces = spaces;
    }

    @GET
    @Operation(
            summary = "The workers connected now, the oldest connection first",
            description = "All of them, or those of a space. What is said of workers of other gateway processes is as"
                    + " old as their last heartbeat, a few seconds at most.")
    public Page<WorkerView> list(
            @QueryParam("space") String space,
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var spaceId = QueryParameters.uuid("space", space).orElse(null);
        if (spaceId != null && spaces.find(spaceId).isEmpty()) {
            throw Problems.notFound("There is no such space.");
        }
        var found = presence.connected().stream()
                .filter(worker -> spaceId == null || worker.spaces().contains(spaceId))
                .sorted(OLDEST_FIRST)
                .toList();
        var items = found.stream()
                .skip((long) page * size)
                .limit(size)
                .map(worker -> WorkerView.of(worker, spaces))
                .toList();
        return new Page<>(items, page, size, found.size());
    }
}
