package dev.pulsegate.gateway.file;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.inject.Instance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.ResultGrants.Owner;
import dev.pulsegate.gateway.file.link.SignedUrls;
import dev.pulsegate.gateway.file.link.UploadGrant;
import dev.pulsegate.gateway.file.link.Verdict;
import dev.pulsegate.platform.caller.CallableByAnyone;
import dev.pulsegate.platform.problem.Problems;

/** Files, for workers: whoever holds the URL may do what it is signed for. */
@Path("/files/{id}")
@Tag(name = "Files")
@RunOnVirtualThread
@CallableByAnyone
class WorkerFileResource {

    /** The last second of the year 9999, so that no instant is out of range. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final SignedUrls signedUrls;
    private final FileTable table;
    private final FileDownloads downloads;
    private final Uploads uploads;
    private final FilesConfig config;
    private final Instance<ResultGrants> grants;

    WorkerFileResource(
            SignedUrls signedUrls,
            FileTable table,
            FileDownloads downloads,
            Uploads uploads,
            FilesConfig config,
            Instance<ResultGrants> grants) {
        this.signedUrls = signedUrls;
        this.table = table;
        this.downloads = downloads;
        this.uploads = uploads;
        this.config = config;
        this.grants = grants;
    }

    @GET
    @Operation(summary = "Download a file by a signed URL")
    public Response download(
            @PathParam("id") UUID id,
            @QueryParam("expires") @NotNull @Min(0) @Max(LAST_SECOND) Long expires,
            @QueryParam("sig") @NotNull String signature,
            @Context RoutingContext context) {
        requireValid(signedUrls.checkDownload(id, Instant.ofEpochSecond(expires), signature));
        var file = table.find(id).orElseThrow(() -> Problems.notFound("There is no such file."));
        return downloads.serve(file, context.request());
    }

    @PUT
    @Consumes("*/*")
    @Operation(summary = "Upload a result file by a signed URL, once; the body is the file")
    public Response upload(
            @PathParam("id") UUID id,
            @QueryParam("expires") @NotNull @Min(0) @Max(LAST_SECOND) Long expires,
            @QueryParam("request") @NotNull UUID requestId,
            @QueryParam("attempt") @NotNull Integer attempt,
            @QueryParam("name") String name,
            @QueryParam("sig") @NotNull String signature,
            InputStream body,
            @Context RoutingContext context) {
        var grant = new UploadGrant(id, requestId, attempt, Instant.ofEpochSecond(expires));
        requireValid(signedUrls.checkUpload(grant, signature));
        var owner =
                owner(grant).orElseThrow(() -> Problems.conflict("This attempt does not hold the request any more."));
        var type = MediaType.parse(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        if (type.isEmpty()) {
            throw Refusals.problem(new Refusal.WrongType("The Content-Type is not one."), body, context);
        }
        return switch (uploads.receive(incoming(grant, owner, name, type.get()), body)) {
            case Reception.Received(var file) ->
                Response.status(Status.CREATED).entity(FileView.of(file)).build();
            case Reception.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
        };
    }

    private Optional<Owner> owner(UploadGrant grant) {
        return grants.isResolvable() ? grants.get().ownerOfHeld(grant.requestId(), grant.attempt()) : Optional.empty();
    }

    private Incoming incoming(UploadGrant grant, Owner owner, String name, MediaType type) {
        return new Incoming(
                grant.fileId(),
                owner.accountId(),
                Optional.of(owner.spaceId()),
                Optional.of(grant.requestId()),
                FileKind.RESULT,
                name == null ? FileName.ofResult(type) : FileName.of(name),
                type,
                config.maxResultSize().asLongValue());
    }

    private static void requireValid(Verdict verdict) {
        switch (verdict) {
            case VALID -> {}
            case EXPIRED -> throw Problems.forbidden("This URL has expired.");
            case FORGED -> throw Problems.forbidden("This URL is not signed for that.");
        }
    }
}
