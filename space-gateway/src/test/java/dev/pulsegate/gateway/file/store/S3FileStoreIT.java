package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class S3FileStoreIT extends FileStoreContract {

    private static S3Server server;

    @TempDir
    Path spool;

    private FileStore store;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        store = new S3FileStore(server.settings(spool));
    }

    @AfterEach
    void close() {
        store.close();
        server.clear();
    }

    @Override
    FileStore store() {
        return store;
    }

    @Override
    long traces() throws IOException {
        try (var parts = Files.list(spool)) {
            return server.traces() + parts.count();
        }
    }

    @Test
    void failsWithAWrongSecret() throws IOException {
        try (var stranger = new S3FileStore(server.settings(spool, "wrong-secret"))) {
            assertThatThrownBy(() -> stranger.put(key(), text("a"), 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused");
        }
        assertThat(traces()).isZero();
    }

    @Test
    void failsWhenTheServiceCannotBeReached() throws Exception {
        var gone = new S3Server();
        var settings = gone.settings(spool);
        gone.close();
        try (var lonely = new S3FileStore(settings)) {
            assertThatThrownBy(() -> lonely.put(key(), text("a"), 1)).isInstanceOf(IOException.class);
        }
        assertThat(traces()).isZero();
    }

    @Test
    void givesUrlsThatReadOneObjectWithoutUs() throws Exception {
        var key = key();
        store.put(key, text("0123456789"), 10);
        var url = store.temporaryUrl(key, Duration.ofMinutes(1), "audio/wav", "attachment; filename=\"a.wav\"")
                .orElseThrow();

        var answer = get(url);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/wav");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"a.wav\"");
        assertThat(get(URI.create(url.toString().replace(key.value(), key().value())))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void sweepsPartsThatDeadWritersLeft() throws IOException {
        var left = Files.createTempFile(spool, "pulsegate-part-", ".tmp");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(100)));
        var living = Files.createTempFile(spool, "pulsegate-part-", ".tmp");

        store.sweep(Instant.now().minusSeconds(50));

        assertThat(left).doesNotExist();
        assertThat(living).exists();
    }

    private static HttpResponse<String> get(URI url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        }
    }
}
