package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.gateway.file.store.FolderFileStore;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static dev.pulsegate.gateway.file.FilesClient.json;
import static org.assertj.core.api.Assertions.assertThat;

@FilesServiceTest
@TestProfile(FilesProfile.class)
class FileUploadIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    FileTraces traces;

    @Test
    void aPersonSendsAFileAndReadsItAgain() {
        var person = FilesClient.person();

        var answer = person.upload("?name=take%201.wav&kind=audio", "audio/wav; rate=8000", bytes("hello"));

        assertThat(answer.statusCode()).isEqualTo(201);
        var file = json(answer);
        assertThat(file.getString("kind")).isEqualTo("audio");
        assertThat(file.getString("name")).isEqualTo("take 1.wav");
        assertThat(file.getString("content_type")).isEqualTo("audio/wav");
        assertThat(file.getLong("size")).isEqualTo(5);
        assertThat(file.getString("sha256")).startsWith("2cf24dba5fb0a30e26e83b2ac5b9e29e");
        var location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("/api/files/" + file.getString("id"));
        assertThat(person.get(address("/api/files/" + file.getString("id"))).body())
                .isEqualTo(bytes("hello"));
    }

    @Test
    void aFileIsItsOwnersAndTheAdministratorsOnly() {
        var person = FilesClient.person();
        var file = address("/api/files/" + person.uploaded("a.txt", "secret"));

        assertThat(FilesClient.nobody().get(file).statusCode()).isEqualTo(401);
        assertThat(FilesClient.person().get(file).statusCode()).isEqualTo(404);
        assertThat(FilesClient.person().delete(file).statusCode()).isEqualTo(404);
        assertThat(FilesClient.keyOf(person).get(file).statusCode()).isEqualTo(403);
        assertThat(FilesClient.admin().get(file).statusCode()).isEqualTo(200);
        assertThat(FilesClient.nobody().upload("", "text/plain", bytes("x")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBrowserSavesAFileAndNeverInterpretsIt() {
        var person = FilesClient.person();
        var page = json(person.upload("?name=M%C3%BCller.html", "text/html", bytes("<script>alert(1)</script>")));

        var headers = person.get(address("/api/files/" + page.getString("id"))).headers();

        assertThat(headers.allValues("Content-Disposition"))
                .containsExactly("attachment; filename=\"M_ller.html\"; filename*=UTF-8''M%C3%BCller.html");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("sandbox")
                .doesNotContain("script-src");
    }

    @Test
    void aNameIsNoPath() {
        var person = FilesClient.person();
        for (var trick :
                new String[] {"../../evil", "%2e%2e%2f%2e%2e%2fevil", "..%5C..%5Cevil", "/evil", "C:%5Cevil"}) {
            var file = json(person.upload("?name=" + trick, "text/plain", bytes("x")));

            assertThat(file.getString("name")).as(trick).isEqualTo("evil");
            person.delete(address("/api/files/" + file.getString("id")));
        }
    }

    @Test
    void wrongKindsAndTypesAreRefused() {
        var person = FilesClient.person();

        assertThat(person.upload("?kind=result", "text/plain", bytes("x")).statusCode())
                .isEqualTo(400);
        assertThat(person.upload("?kind=cat", "text/plain", bytes("x")).statusCode())
                .isEqualTo(400);
        assertThat(person.upload("", "not a type", bytes("x")).statusCode()).isEqualTo(415);
        assertThat(traces.rows(person.accountId)).isZero();
    }

    @Test
    void aFileGoesToTheStoreAsItArrivesAndNotToTheHeap() throws Exception {
        var person = FilesClient.person();
        long size = 200L * 1024 * 1024;
        var body = new PausingInput(size);
        long before = usedHeapBytes();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(
                    () -> person.stream("POST", address("/api/files?name=big.bin"), "application/x-big", body));

            // The last buffers may still be on their way between sender and store.
            Eventually.holds(SOON, () -> assertThat(traces.incomingBytes()).isGreaterThan(size - 4 * 1024 * 1024));
            assertThat(usedHeapBytes() - before).isLessThan(50L * 1024 * 1024);
            body.goOn();

            assertThat(answer.get().statusCode()).isEqualTo(201);
            var file = json(answer.get());
            assertThat(file.getLong("size")).isEqualTo(size);
            var part = person.get(address("/api/files/" + file.getString("id")), "Range", "bytes=199999998-200000001");
            assertThat(part.body())
                    .containsExactly(
                            GeneratedInput.at(199_999_998),
                            GeneratedInput.at(199_999_999),
                            GeneratedInput.at(200_000_000),
                            GeneratedInput.at(200_000_001));
            person.delete(address("/api/files/" + file.getString("id")));
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void anUploadOverTheLimitIsRefusedAndLeavesNothing() {
        var person = FilesClient.person();

        var answer = person.stream(
                "POST", address("/api/files"), "application/x-big", new GeneratedInput(300L * 1024 * 1024 + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).getString("detail")).contains("314572800 bytes");
        assertThat(traces.rows(person.accountId)).isZero();
        Eventually.holds(SOON, () -> assertThat(traces.incomingFiles()).isZero());
    }

    @Test
    void aSenderThatGoesAwayHalfWayLeavesNothing() throws IOException {
        var person = FilesClient.person();
        try (var socket = new Socket("localhost", FilesClient.port())) {
            var head = "POST /api/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + person.bearer()
                    + "\r\nContent-Type: text/plain\r\nContent-Length: 10000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[1_000_000]);
            socket.getOutputStream().flush();
            Eventually.holds(
                    SOON, () -> assertThat(traces.rows(person.accountId)).isOne());
            Eventually.holds(SOON, () -> assertThat(traces.incomingFiles()).isPositive());
        }

        Eventually.holds(SOON, () -> assertThat(traces.rows(person.accountId)).isZero());
        Eventually.holds(SOON, () -> assertThat(traces.incomingFiles()).isZero());
    }

    @Test
    void aFullDiskIsToldAndLeavesNothing() throws IOException {
        var person = FilesClient.person();
        QuarkusMock.installMockForType(new FolderFileStore(traces.folder(), Long.MAX_VALUE), FileStore.class);

        var answer = person.upload("", "text/plain", bytes("x"));

        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(traces.rows(person.accountId)).isZero();
    }

    @Test
    void manySendAtOnce() throws Exception {
        var people = new ArrayList<FilesClient>();
        var ids = new ArrayList<Future<UUID>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var person = FilesClient.person();
                var content = "content " + i;
                people.add(person);
                ids.add(threads.submit(() -> person.uploaded("a.txt", content)));
            }
        }
        for (int i = 0; i < people.size(); i++) {
            var answer = people.get(i).get(address("/api/files/" + ids.get(i).get()));
            assertThat(answer.body()).isEqualTo(bytes("content " + i));
        }
    }

    @Test
    void anAccountCannotPileUpFilesThatNoRequestUses() {
        var person = FilesClient.person();
        for (int i = 0; i < FilesProfile.MAX_UNUSED_FILES; i++) {
            person.uploaded("a.txt", "x");
        }

        var refused = person.upload("", "text/plain", bytes("x"));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(traces.rows(person.accountId)).isEqualTo(FilesProfile.MAX_UNUSED_FILES);
    }

    @Test
    void aDeletedFileIsGone() {
        var person = FilesClient.person();
        var id = person.uploaded("a.txt", "x");

        assertThat(person.delete(address("/api/files/" + id)).statusCode()).isEqualTo(204);

        assertThat(person.get(address("/api/files/" + id)).statusCode()).isEqualTo(404);
        assertThat(traces.hasObject(id)).isFalse();
        assertThat(traces.rows(person.accountId)).isZero();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
