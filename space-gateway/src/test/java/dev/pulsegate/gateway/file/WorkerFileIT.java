package dev.pulsegate.gateway.file;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.RequestFiles.Attachment.Attached;
import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.file.link.FileLinks.ResultUpload;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static dev.pulsegate.gateway.file.FilesClient.here;
import static dev.pulsegate.gateway.file.FilesClient.json;
import static org.assertj.core.api.Assertions.assertThat;

@FilesServiceTest
@TestProfile(FilesProfile.class)
class WorkerFileIT {

    private static final FilesClient WORKER = FilesClient.nobody();

    @Inject
    RequestFiles requestFiles;

    @Inject
    FileLinks links;

    @Inject
    HeldRequests requests;

    @Inject
    FileTraces traces;

    private final FilesClient person = FilesClient.person();

    private static Instant inAMinute() {
        return Instant.now().plusSeconds(60);
    }

    private URI input(String content, Instant expiresAt) {
        var id = person.uploaded("in.txt", content);
        var file = ((Attached) requestFiles.check(List.of(id), person.accountId))
                .files()
                .getFirst();
        return here(links.download(file.id(), expiresAt));
    }

    private ResultUpload result(UUID request) {
        return links.resultUpload(request, 1, inAMinute());
    }

    @Test
    void aWorkerReadsAnInputByItsUrlAlone() {
        var answer = WORKER.get(input("0123456789", inAMinute()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes("0123456789"));
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(answer.headers().firstValue("Content-Length")).contains("10");
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
    }

    @Test
    void aWorkerReadsAnInputInParts() {
        var url = input("0123456789", inAMinute());

        var part = WORKER.get(url, "Range", "bytes=2-5");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(bytes("2345"));
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-5/10");
        assertThat(WORKER.get(url, "Range", "bytes=-3").body()).isEqualTo(bytes("789"));
        var outside = WORKER.get(url, "Range", "bytes=10-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(outside.headers().firstValue("Content-Range")).contains("bytes */10");
        assertThat(WORKER.get(url, "Range", "bytes=0-1,4-5").statusCode()).isEqualTo(200);
    }

    @Test
    void theHeadTellsTheLength() {
        var head = WORKER.send("HEAD", input("0123456789", inAMinute()), BodyPublishers.noBody());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("10");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aTagSparesReadingAgain() {
        var url = input("0123456789", inAMinute());
        var tag = WORKER.get(url).headers().firstValue("ETag").orElseThrow();

        assertThat(WORKER.get(url, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(WORKER.get(url, "If-Range", tag, "Range", "bytes=0-0").statusCode())
                .isEqualTo(206);
        assertThat(WORKER.get(url, "If-Range", "\"other\"", "Range", "bytes=0-0")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aUrlIsGoodForItsFileItsTimeAndItsMethodOnly() {
        var url = input("a", inAMinute()).toString();
        var other = person.uploaded("b.txt", "b");

        assertThat(WORKER.get(URI.create(url.replaceAll("/files/[^?]+", "/files/" + other)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(WORKER.get(URI.create(url.replace("expires=", "expires=9"))).statusCode())
                .isEqualTo(403);
        assertThat(WORKER.get(URI.create(url.replaceAll("sig=.", "sig=~"))).statusCode())
                .isEqualTo(403);
        assertThat(WORKER.get(URI.create(url.replaceAll("&sig=.*", ""))).statusCode())
                .isEqualTo(400);
        assertThat(WORKER.get(URI.create(url.replaceAll("expires=[^&]*", "expires=soon")))
                        .statusCode())
                .isBetween(400, 404);
        assertThat(WORKER.put(URI.create(url), "text/plain", bytes("x")).statusCode())
                .isEqualTo(400);
        var expired = WORKER.get(input("c", Instant.now().minusSeconds(1)));
        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(json(expired).getString("detail")).contains("expired");
    }

    @Test
    void aWorkerPutsAResultWhichItAndTheRequestsOwnerCanRead() {
        var upload = result(requests.hold(person.accountId, 1));

        var answer = WORKER.put(here(upload.putUrl()), "audio/wav", bytes("sound"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).getString("name")).isEqualTo("result.wav");
        assertThat(WORKER.get(here(upload.finalUrl())).body()).isEqualTo(bytes("sound"));
        assertThat(person.get(address("/api/files/" + upload.fileId())).body()).isEqualTo(bytes("sound"));
        assertThat(FilesClient.person()
                        .get(address("/api/files/" + upload.fileId()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aResultIsPutOnceHoweverOftenItIsTried() throws Exception {
        var upload = here(result(requests.hold(person.accountId, 1)).putUrl());
        Callable<Integer> put =
                () -> WORKER.put(upload, "text/plain", bytes("first")).statusCode();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(put);
            var second = threads.submit(put);
            assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(201, 409);
        }

        assertThat(WORKER.put(upload, "text/plain", bytes("again")).statusCode())
                .isEqualTo(409);
        assertThat(traces.count("select sum(size_bytes) from file where account_id = ?", person.accountId))
                .isEqualTo(5);
    }

    @Test
    void aResultThatBrokeOffCanBePutAgain() {
        var upload = here(result(requests.hold(person.accountId, 1)).putUrl());

        var tooLarge = WORKER.put(upload, "text/plain", new byte[FilesProfile.MAX_RESULT_BYTES + 1]);

        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(WORKER.put(upload, "text/plain", new byte[FilesProfile.MAX_RESULT_BYTES])
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aResultIsTakenFromTheAttemptThatHoldsTheRequestOnly() {
        var request = requests.hold(person.accountId, 2);

        var old = WORKER.put(here(result(request).putUrl()), "text/plain", bytes("x"));
        var unknown = WORKER.put(here(result(UUID.randomUUID()).putUrl()), "text/plain", bytes("x"));

        assertThat(old.statusCode()).isEqualTo(409);
        assertThat(unknown.statusCode()).isEqualTo(409);
        assertThat(traces.rows(person.accountId)).isZero();
    }

    @Test
    void aUrlToPutIsGoodForNothingElse() {
        var request = requests.hold(person.accountId, 1);
        var url = here(result(request).putUrl()).toString();

        assertThat(WORKER.put(URI.create(url.replace("attempt=1", "attempt=2")), "text/plain", bytes("x"))
                        .statusCode())
                .isEqualTo(403);
        var other = requests.hold(person.accountId, 1);
        assertThat(WORKER.put(URI.create(url.replace(request.toString(), other.toString())), "text/plain", bytes("x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(WORKER.get(URI.create(url)).statusCode()).isEqualTo(403);
        var late = here(
                links.resultUpload(request, 1, Instant.now().minusSeconds(1)).putUrl());
        assertThat(WORKER.put(late, "text/plain", bytes("x")).statusCode()).isEqualTo(403);
        assertThat(traces.rows(person.accountId)).isZero();
    }

    @Test
    void aResultNobodyHasPutIsNotThere() {
        var upload = result(requests.hold(person.accountId, 1));

        assertThat(WORKER.get(here(upload.finalUrl())).statusCode()).isEqualTo(404);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
