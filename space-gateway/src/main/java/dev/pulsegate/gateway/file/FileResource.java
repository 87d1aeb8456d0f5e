package dev.pulsegate.gateway.file;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.gateway.file.FileReceiver.Incoming;
import dev.pulsegate.gateway.file.FileReceiver.Reception;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/** Files, for people. */
@Path("/api/files")
@Tag(name = "Files")
@RunOnVirtualThread
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
class FileResource {

    private final Uploads uploads;
    private final FileTable table;
    private final FileDownloads downloads;
    private final FilesConfig config;
    private final CurrentCaller caller;

    FileResource(Uploads uploads, FileTable table, FileDownloads downloads, FilesConfig config, CurrentCaller caller) {
        this.uploads = uploads;
        this.table = table;
        this.downloads = downloads;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @Consumes("*/*")
    @Operation(summary = "Send a file ahead of the request that will use it; the body is the file")
    public Response upload(
            @QueryParam("name") String name,
            @QueryParam("kind") @DefaultValue("file") String kind,
            InputStream body,
            @Context RoutingContext context) {
        var fileKind = FileKind.ofLabel(kind).filter(known -> known != FileKind.RESULT);
        if (fileKind.isEmpty()) {
            throw Refusals.problem(new Refusal.Malformed("A file's kind is audio, video or file."), body, context);
        }
        var type = MediaType.parse(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        if (type.isEmpty()) {
            throw Refusals.problem(new Refusal.WrongType("The Content-Type is not one."), body, context);
        }
        var incoming = new Incoming(
                Uuid7.next(),
                caller.get().accountId(),
                null,
                null,
                fileKind.get(),
                FileName.of(name),
                type.get(),
                config.maxInputSize().asLongValue());
        return switch (uploads.receive(incoming, body)) {
            case Reception.Received(var file) ->
                Response.created(URI.create("/api/files/" + file.id()))
                        .entity(FileView.of(file))
                        .build();
            case Reception.Refused(var refusal) -> throw Refusals.problem(refusal, body, context);
        };
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Download a file one has sent, or a result of one's request")
    public Response download(@PathParam("id") UUID id, @Context RoutingContext context) {
        return downloads.serve(find(id), context.request());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a file that no request uses")
    public void delete(@PathParam("id") UUID id) {
        var file = find(id);
        if (file.requestId() != null) {
            throw Problems.conflict("A request uses this file. It goes when the request does.");
        }
        uploads.discard(List.of(id));
    }

    private StoredFile find(UUID id) {
        var asking = caller.get();
        return table.find(id)
                .filter(file -> asking.isAdmin() || file.accountId().equals(asking.accountId()))
                .orElseThrow(() -> Problems.notFound("There is no such file."));
    }
}
