package dev.pulsegate.gateway.worker;

import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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

import dev.pulsegate.gateway.file.FileKind;
import dev.pulsegate.gateway.file.FileName;
import dev.pulsegate.gateway.file.FileReceiver.Incoming;
import dev.pulsegate.gateway.file.FileReceiver.Reception;
import dev.pulsegate.gateway.file.FileView;
import dev.pulsegate.gateway.file.FilesConfig;
import dev.pulsegate.gateway.file.MediaType;
import dev.pulsegate.gateway.file.Refusal;
import dev.pulsegate.gateway.file.Refusals;
import dev.pulsegate.gateway.file.Uploads;
import dev.pulsegate.gateway.file.link.SignedUrls;
import dev.pulsegate.gateway.file.link.UploadGrant;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.platform.caller.CallableByAnyone;
import dev.pulsegate.platform.problem.Problems;

/** Result files of workers: whoever holds the URL may put one, once, while its attempt holds the request. */
@Path("/files/{id}")
@Tag(name = "Files")
@RunOnVirtualThread
@CallableByAnyone
class ResultFileResource {

    private final SignedUrls signedUrls;
    private final RequestReader requests;
    private final Uploads uploads;
    private final FilesConfig config;

    ResultFileResource(SignedUrls signedUrls, RequestReader requests, Uploads uploads, FilesConfig config) {
        this.signedUrls = signedUrls;
        this.requests = requests;
        this.uploads = uploads;
        this.config = config;
    }

    @PUT
    @Consumes("*/*")
    @Operation(summary = "Upload a result file by a signed URL, once; the body is the file")
    public Response upload(
            @PathParam("id") UUID id,
            @QueryParam("expires") @NotNull @Min(0) @Max(SignedUrls.LAST_SECOND) Long expires,
            @QueryParam("request") @NotNull UUID requestId,
            @QueryParam("attempt") @NotNull Integer attempt,
            @QueryParam("name") String name,
            @QueryParam("sig") @NotNull String signature,
            InputStream body,
            @Context RoutingContext context)
            throws SQLException {
        var grant = new UploadGrant(id, requestId, attempt, Instant.ofEpochSecond(expires));
        Refusals.requireValid(signedUrls.checkUpload(grant, signature));
        var request = requests.find(requestId)
                .filter(found -> found.state() == RequestState.PROCESSING && found.attempt() == attempt)
                .orElseThrow(() -> Problems.conflict("This attempt does not hold the request any more."));
        var type = MediaType.parse(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        if (type.isEmpty()) {
            throw Refusals.problem(new Refusal.WrongType("The Content-Type is not one."), body, context);
        }
        return switch (uploads.receive(incoming(id, request, name, type.get()), body)) {
            case Reception.Received(var file) ->
                Response.status(Status.CREATED).entity(FileView.of(file)).build();
            case Reception.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
        };
    }

    private Incoming incoming(UUID id, StoredRequest request, String name, MediaType type) {
        return new Incoming(
                id,
                request.accountId(),
                request.spaceId(),
                request.id(),
                FileKind.RESULT,
                name == null ? FileName.ofResult(type) : FileName.of(name),
                type,
                config.maxResultSize().asLongValue());
    }
}
