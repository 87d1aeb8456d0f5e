package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.RequestFiles.Attachment.Attached;
import dev.pulsegate.gateway.file.RequestFiles.Attachment.Unusable;
import dev.pulsegate.gateway.file.RequestFiles.Wish;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static org.assertj.core.api.Assertions.assertThat;

@FilesServiceTest
@TestProfile(FilesProfile.class)
class FileCleanerIT {

    @Inject
    FileCleaner cleaner;

    @Inject
    RequestFiles requestFiles;

    @Inject
    FileTraces traces;

    private final FilesClient person = FilesClient.person();

    private UUID uploaded() {
        return person.uploaded("a.txt", "content");
    }

    private Attachment attach(UUID request, UUID... files) {
        var wish = List.of(new Wish(request, person.accountId, List.of(files)));
        return traces.inTransaction(connection -> {
            var judged = requestFiles.hold(connection, wish).get(request);
            if (judged instanceof Attached) {
                requestFiles.attach(connection, wish);
            }
            return judged;
        });
    }

    private void letAnHourPass() {
        traces.update(
                "update file set expires_at = expires_at - interval '1 hour' where account_id = ?", person.accountId);
    }

    @Test
    void unusedFilesGoWhenTheirTimeIsOver() {
        var ids = List.of(uploaded(), uploaded(), uploaded(), uploaded(), uploaded());
        cleaner.clean();
        assertThat(traces.rows(person.accountId)).isEqualTo(5);

        letAnHourPass();
        cleaner.clean();

        assertThat(traces.rows(person.accountId)).isZero();
        assertThat(ids).noneMatch(traces::hasObject);
    }

    @Test
    void aRequestKeepsItsFilesUntilItLetsThemGo() {
        var first = uploaded();
        var second = uploaded();
        var request = UUID.randomUUID();

        assertThat(attach(request, second, first))
                .isInstanceOfSatisfying(Attached.class, attached -> assertThat(attached.files())
                        .extracting(StoredFile::id)
                        .containsExactly(second, first));
        letAnHourPass();
        cleaner.clean();

        assertThat(traces.rows(person.accountId)).isEqualTo(2);
        var files = requestFiles.of(List.of(request, UUID.randomUUID()));
        assertThat(files).containsOnlyKeys(request);
        assertThat(files.get(request)).extracting(StoredFile::id).containsExactly(first, second);
        assertThat(person.delete(address("/api/files/" + first)).statusCode()).isEqualTo(409);

        traces.inTransaction(connection -> requestFiles.release(connection, List.of(request)));
        assertThat(person.get(address("/api/files/" + first)).statusCode()).isEqualTo(404);
        cleaner.clean();

        assertThat(traces.rows(person.accountId)).isZero();
        assertThat(traces.hasObject(first)).isFalse();
    }

    @Test
    void aRequestIsGivenAllItsFilesOrNone() {
        var mine = uploaded();
        var another = FilesClient.person().uploaded("b.txt", "b");
        var unknown = UUID.randomUUID();
        var used = uploaded();
        attach(UUID.randomUUID(), used);

        for (var wrong : List.of(another, unknown, used, mine)) {
            assertThat(attach(UUID.randomUUID(), mine, wrong))
                    .isInstanceOfSatisfying(Unusable.class, unusable -> assertThat(unusable.fileId())
                            .isEqualTo(wrong));
            assertThat(requestFiles.check(List.of(mine, wrong), person.accountId))
                    .isInstanceOf(Unusable.class);
        }
        letAnHourPass();
        assertThat(attach(UUID.randomUUID(), mine)).isInstanceOf(Unusable.class);
        assertThat(traces.count(
                        "select count(*) from file where account_id = ? and request_id is not null", person.accountId))
                .isOne();
    }

    @Test
    void whatACrashLeftIsCleanedUpWhereverItHappened() throws IOException {
        // After the row and the object, before the row said so; after the mark, before the object went; after the
        // object went, before the row.
        var unfinished = uploaded();
        var marked = uploaded();
        var withoutObject = uploaded();
        traces.update("update file set state = 'uploading' where id = ?", unfinished);
        traces.update(
                "update file set state = 'deleted' where id = any(?)", (Object) new UUID[] {marked, withoutObject});
        var name = withoutObject.toString();
        Files.delete(traces.folder()
                .resolve("objects")
                .resolve(name.substring(32, 34))
                .resolve(name.substring(34))
                .resolve(name));

        letAnHourPass();
        cleaner.clean();

        assertThat(traces.rows(person.accountId)).isZero();
        assertThat(List.of(unfinished, marked, withoutObject)).noneMatch(traces::hasObject);
    }

    @Test
    void objectsThatNoFileKnowsAreSweptAndOthersStay() throws IOException {
        var kept = uploaded();
        var orphans = List.of(uploaded(), uploaded(), uploaded());
        traces.update("delete from file where id = any(?)", (Object) orphans.toArray(UUID[]::new));

        cleaner.sweep();

        assertThat(orphans).noneMatch(traces::hasObject);
        assertThat(traces.hasObject(kept)).isTrue();
    }
}
