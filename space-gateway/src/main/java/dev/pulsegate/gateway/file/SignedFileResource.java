package dev.pulsegate.gateway.file;

import java.time.Instant;
import java.util.UUID;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.link.SignedUrls;
import dev.pulsegate.platform.caller.CallableByAnyone;
import dev.pulsegate.platform.problem.Problems;

/**
 * Files, for workers: whoever holds the URL may read what it is signed for. Putting a result there is the affair of the
 * {@code worker} package, as it takes knowing who holds the request.
 */
@Path("/files/{id}")
@Tag(name = "Files")
@RunOnVirtualThread
@CallableByAnyone
class SignedFileResource {

    private final SignedUrls signedUrls;
    private final FileTable table;
    private final FileDownloads downloads;

    SignedFileResource(SignedUrls signedUrls, FileTable table, FileDownloads downloads) {
        this.signedUrls = signedUrls;
        this.table = table;
        this.downloads = downloads;
    }

    @GET
    @Operation(summary = "Download a file by a signed URL")
    public Response download(
            @PathParam("id") UUID id,
            @QueryParam("expires") @NotNull @Min(0) @Max(SignedUrls.LAST_SECOND) Long expires,
            @QueryParam("sig") @NotNull String signature,
            @Context RoutingContext context) {
        Refusals.requireValid(signedUrls.checkDownload(id, Instant.ofEpochSecond(expires), signature));
        var file = table.find(id).orElseThrow(() -> Problems.notFound("There is no such file."));
        return downloads.serve(file, context.request());
    }
}
