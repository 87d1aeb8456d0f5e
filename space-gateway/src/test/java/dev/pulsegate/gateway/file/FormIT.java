package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static dev.pulsegate.gateway.file.FilesClient.json;
import static org.assertj.core.api.Assertions.assertThat;

@FilesServiceTest
@TestProfile(FilesProfile.class)
class FormIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MAX_FILE_BYTES = 20 * 1024 * 1024;
    private static final int MAX_FIELD_BYTES = 100_000;

    @Inject
    FileTraces traces;

    private final FilesClient person = FilesClient.person();

    private HttpResponse<byte[]> send(InputStream form) {
        return person.stream("POST", address("/test/intake"), Form.TYPE, form);
    }

    private static Form withFile() {
        return new Form().file("file", "first.txt", "text/plain", "first");
    }

    @Test
    void fieldsAndFilesComeThrough() {
        var answer = send(new Form()
                .field("prompt", "Was höre ich? 心")
                .file("audio_file", "../Ton 1.wav", "audio/wav", "sound")
                .field("audio_url", "")
                .file("other_file", "notes.pdf", "application/pdf", "pages")
                .end());

        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
        var fields = json(answer).getJsonObject("fields");
        assertThat(fields.getString("prompt")).isEqualTo("Was höre ich? 心");
        assertThat(fields.getString("audio_url")).isEmpty();
        var audio = json(answer).getJsonArray("files").getJsonObject(0);
        assertThat(audio.getString("kind")).isEqualTo("audio");
        assertThat(audio.getString("name")).isEqualTo("Ton 1.wav");
        assertThat(audio.getString("content_type")).isEqualTo("audio/wav");
        assertThat(person.get(address("/api/files/" + audio.getString("id"))).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("sound");
        assertThat(json(answer).getJsonArray("files").getJsonObject(1).getString("kind"))
                .isEqualTo("file");
    }

    @Test
    void aFileOfAFormIsAsLargeAsItsSpaceAllows() {
        var answer = send(new Form()
                .file("file", "big.bin", "application/x-big", new GeneratedInput(MAX_FILE_BYTES))
                .field("prompt", "x".repeat(MAX_FIELD_BYTES))
                .end());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).getJsonArray("files").getJsonObject(0).getLong("size"))
                .isEqualTo(MAX_FILE_BYTES);
    }

    @Test
    void aFileNobodyChoseIsNoFile() {
        var answer =
                send(new Form().file("file", "", "application/octet-stream", "").end());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).getJsonArray("files")).isEmpty();
    }

    @Test
    void aRefusedFormLeavesNothingOfItsFiles() {
        var refused = new LinkedHashMap<InputStream, Integer>();
        refused.put(
                withFile()
                        .file("audio_file", "a.wav", "audio/wav", "x".repeat(1001))
                        .end(),
                413);
        refused.put(
                withFile()
                        .file("other_file", "b", "text/plain", new GeneratedInput(MAX_FILE_BYTES + 1L))
                        .end(),
                413);
        refused.put(withFile().field("prompt", "x".repeat(MAX_FIELD_BYTES + 1)).end(), 413);
        refused.put(withFile().file("audio_file", "a.mp4", "video/mp4", "x").end(), 415);
        refused.put(withFile().file("audio_file", "a.wav", "no type", "x").end(), 400);
        refused.put(withFile().file("video_file", "a.mp4", "video/mp4", "x").end(), 400);
        refused.put(withFile().file("cat", "a.txt", "text/plain", "x").end(), 400);
        refused.put(withFile().field("../x", "x").end(), 400);
        refused.put(withFile().field("prompt", "a").field("prompt", "b").end(), 400);
        refused.put(
                withFile()
                        .field("a", "")
                        .field("b", "")
                        .field("c", "")
                        .field("d", "")
                        .field("e", "")
                        .end(),
                400);
        refused.put(
                withFile()
                        .file("file", "2", "text/plain", "2")
                        .file("file", "3", "text/plain", "3")
                        .file("file", "4", "text/plain", "4")
                        .end(),
                400);
        refused.put(withFile().raw("--frontier\r\n\r\nno headers\r\n").end(), 400);
        refused.put(
                withFile()
                        .raw("--frontier\r\n" + "X: y\r\n".repeat(10_000) + "\r\n")
                        .end(),
                400);
        refused.put(withFile().field("prompt", "cut").cutShort(), 400);
        refused.put(withFile().raw("--frontier\r\nContent-Disposition: form-d").cutShort(), 400);

        refused.forEach((form, status) -> {
            var answer = send(form);
            assertThat(answer.statusCode())
                    .as(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(traces.rows(person.accountId)).isZero();
        });
        Eventually.holds(SOON, () -> assertThat(traces.incomingFiles()).isZero());
    }

    @Test
    void whatIsNoFormIsRefused() {
        for (var type : new String[] {"multipart/form-data", "multipart/form-data; boundary=" + "x".repeat(5_000)}) {
            var answer = person.stream(
                    "POST", address("/test/intake"), type, withFile().end());

            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(send(new Form().raw("no form at all").cutShort()).statusCode())
                .isEqualTo(400);
        assertThat(person.stream(
                                "POST",
                                address("/test/intake"),
                                "application/json",
                                withFile().end())
                        .statusCode())
                .isEqualTo(415);
        assertThat(FilesClient.nobody().stream(
                                "POST",
                                address("/test/intake"),
                                Form.TYPE,
                                withFile().end())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSenderThatGoesAwayInTheSecondFileLeavesNothingOfTheFirst() throws IOException {
        try (var socket = new Socket("localhost", FilesClient.port())) {
            var head = "POST /test/intake HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + person.bearer()
                    + "\r\nContent-Type: " + Form.TYPE + "\r\nContent-Length: 10000000\r\n\r\n";
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            withFile()
                    .file("other_file", "second.bin", "application/x-big", new GeneratedInput(1_000_000))
                    .cutShort()
                    .transferTo(out);
            out.flush();
            Eventually.holds(
                    SOON, () -> assertThat(traces.rows(person.accountId)).isEqualTo(2));
        }

        Eventually.holds(SOON, () -> assertThat(traces.rows(person.accountId)).isZero());
        Eventually.holds(SOON, () -> assertThat(traces.incomingFiles()).isZero());
    }
}
