package dev.pulsegate.gateway.submission;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.StorageQuota;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.accept.RequestAcceptor;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** What one may still submit to a space. */
@Path("/api/spaces/{space}/allowance")
@Tag(name = "Spaces")
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
@RunOnVirtualThread
class AllowanceResource {

    private final RequestAcceptor acceptor;
    private final QueueLengths lengths;
    private final StorageQuota quota;
    private final SpaceDirectory spaces;
    private final CurrentCaller caller;
    private final Clock clock = Clock.systemUTC();

    AllowanceResource(
            RequestAcceptor acceptor,
            QueueLengths lengths,
            StorageQuota quota,
            SpaceDirectory spaces,
            CurrentCaller caller) {
        this.acceptor = acceptor;
        this.lengths = lengths;
        this.quota = quota;
        this.spaces = spaces;
        this.caller = caller;
    }

    /**
     * What one may still submit.
     *
     * @param cooldownRemainingSeconds how long one has to wait, rounded up; 0 for not at all
     * @param quotaRemaining how many more requests one has today (UTC); null for any number
     * @param quotaResetsAt when one has the full number again; null for any number
     * @param highestPriority the highest priority one may ask for
     * @param waiting how many of one's requests wait in the space, about
     * @param waitingLimit how many may
     * @param storageUsedBytes how much one has stored in files, of all spaces
     * @param storageLimitBytes how much one may
     */
    public record AllowanceView(
            long cooldownRemainingSeconds,
            Integer quotaRemaining,
            Instant quotaResetsAt,
            int highestPriority,
            long waiting,
            int waitingLimit,
            long storageUsedBytes,
            long storageLimitBytes) {}

    @GET
    @Operation(
            summary = "What one may still submit to the space: cooldown, quota of the day, highest priority, storage")
    public AllowanceView get(@PathParam("space") UUID spaceId) throws SQLException {
        var space = spaces.find(spaceId).orElseThrow(() -> Problems.notFound("There is no such space."));
        var who = caller.get();
        var rules = space.rules();
        var storage = quota.of(who.accountId());
        var allowance = acceptor.allowance(who.accountId(), space, clock.instant());
        return new AllowanceView(
                allowance.cooldown().plusNanos(999_999_999).toSeconds(),
                allowance.quotaRemaining(),
                allowance.quotaResetsAt(),
                who.isAdmin() ? rules.adminPriority() : rules.userPriority(),
                lengths.of(space.id(), who.accountId()),
                rules.accountShare(),
                storage.usedBytes(),
                storage.limitBytes());
    }
}
