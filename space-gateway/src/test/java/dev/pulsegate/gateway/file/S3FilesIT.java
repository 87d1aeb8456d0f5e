package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.store.Content;
import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.gateway.file.store.S3FileStore;
import dev.pulsegate.gateway.file.store.S3Resource;
import dev.pulsegate.gateway.file.store.StoreKey;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static dev.pulsegate.gateway.file.FilesClient.json;
import static org.assertj.core.api.Assertions.assertThat;

@FilesServiceTest
@TestProfile(S3FilesProfile.class)
class S3FilesIT {

    private static final int LARGE = 12_000_000;

    @Inject
    FileCleaner cleaner;

    @Inject
    FileStore store;

    @Inject
    FileTraces traces;

    private final FilesClient person = FilesClient.person();

    @Test
    void aFileGoesIntoTheBucketAndComesBackWholeAndInParts() {
        var sent = person.stream(
                "POST", address("/api/files?name=big.bin"), "application/x-big", new GeneratedInput(LARGE));
        assertThat(sent.statusCode()).isEqualTo(201);
        var file = address("/api/files/" + json(sent).getString("id"));

        var whole = person.get(file);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Content-Length")).contains(String.valueOf(LARGE));
        assertThat(whole.body()).isEqualTo(generated());
        var part = person.get(file, "Range", "bytes=11999998-");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Length")).contains("2");
        assertThat(part.body()).containsExactly(GeneratedInput.at(LARGE - 2), GeneratedInput.at(LARGE - 1));
    }

    @Test
    void aReaderIsSentToTheBucketWhereThatIsWanted() throws IOException {
        var file = person.uploaded("a.txt", "content");
        QuarkusMock.installMockForType(new S3FileStore(S3Resource.redirecting()), FileStore.class);

        var answer = person.get(address("/api/files/" + file));

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        var elsewhere = FilesClient.nobody()
                .get(URI.create(answer.headers().firstValue("Location").orElseThrow()));
        assertThat(elsewhere.body()).asString(StandardCharsets.UTF_8).isEqualTo("content");
        assertThat(elsewhere.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"a.txt\"");
    }

    @Test
    void theBucketIsCleanedUpLikeAFolder() throws IOException {
        var due = person.uploaded("a.txt", "a");
        var orphan = person.uploaded("b.txt", "b");
        var kept = person.uploaded("c.txt", "c");
        traces.update("update file set expires_at = now() - interval '1 second' where id = ?", due);
        traces.update("delete from file where id = ?", orphan);

        cleaner.clean();
        cleaner.sweep();

        assertThat(List.of(kept, due, orphan)).filteredOn(this::isStored).containsExactly(kept);
    }

    private boolean isStored(UUID id) {
        try {
            if (store.open(StoreKey.of(id), 0, 1) instanceof Content.InStream content) {
                content.stream().close();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] generated() {
        var bytes = new byte[LARGE];
        for (int i = 0; i < LARGE; i++) {
            bytes[i] = GeneratedInput.at(i);
        }
        return bytes;
    }
}
