package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.PathPart;

import dev.pulsegate.gateway.file.store.Content;
import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.platform.problem.Problems;

/**
 * Serves files, whole or in part, so that a browser saves rather than interprets them: whoever sent a file chose its
 * bytes and its type.
 */
@ApplicationScoped
class FileDownloads {

    private static final Duration REDIRECT_VALIDITY = Duration.ofMinutes(5);

    private final FileStore store;

    FileDownloads(FileStore store) {
        this.store = store;
    }

    /** The answer to a request for a file, heeding {@code Range}, {@code If-Range} and {@code If-None-Match}. */
    Response serve(StoredFile file, HttpServerRequest request) {
        var tag = '"' + file.sha256() + '"';
        if (matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            return Response.notModified()
                    .header(HttpHeaders.ETAG, tag)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                    .build();
        }
        // Put straight into the response, where they replace what every page gets.
        request.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        var disposition = file.name().contentDisposition();
        var elsewhere = store.temporaryUrl(
                file.key(), REDIRECT_VALIDITY, file.contentType().value(), disposition);
        if (elsewhere.isPresent()) {
            return Response.temporaryRedirect(elsewhere.get())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        return switch (range(request, tag, file.sizeBytes())) {
            case ByteRange.Whole _ -> part(Response.ok(), file, 0, file.sizeBytes(), tag, request);
            case ByteRange.Part(var offset, var count) -> {
                var range = "bytes " + offset + "-" + (offset + count - 1) + "/" + file.sizeBytes();
                var partial = Response.status(Status.PARTIAL_CONTENT).header("Content-Range", range);
                yield part(partial, file, offset, count, tag, request);
            }
            case ByteRange.Unsatisfiable _ ->
                Response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                        .header("Content-Range", "bytes */" + file.sizeBytes())
                        .build();
        };
    }

    /** A range counts only if the file is still the one its reader has begun; a file never changes, but a tag may be of another. */
    private static ByteRange range(HttpServerRequest request, String tag, long sizeBytes) {
        var ifRange = request.getHeader("If-Range");
        return ifRange == null || ifRange.equals(tag)
                ? ByteRange.of(request.getHeader("Range"), sizeBytes)
                : new ByteRange.Whole();
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (var candidate : ifNoneMatch.split(",", -1)) {
            var stripped = candidate.strip();
            if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private Response part(
            Response.ResponseBuilder response,
            StoredFile file,
            long offset,
            long count,
            String tag,
            HttpServerRequest request) {
        // A stream is not opened for somebody who asks for the head only.
        var content = request.method().equals(HttpMethod.HEAD) ? null : content(file, offset, count);
        return response.entity(content)
                .type(file.contentType().value())
                .header(HttpHeaders.CONTENT_LENGTH, count)
                .header(HttpHeaders.CONTENT_DISPOSITION, file.name().contentDisposition())
                .header(HttpHeaders.ETAG, tag)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private Object content(StoredFile file, long offset, long count) {
        try {
            return switch (store.open(file.key(), offset, count)) {
                case Content.InFile(var path, var start, var length) -> new PathPart(path, start, length);
                case Content.InStream elsewhere -> elsewhere.stream();
            };
        } catch (NoSuchFileException e) {
            throw Problems.notFound("There is no such file any more.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
