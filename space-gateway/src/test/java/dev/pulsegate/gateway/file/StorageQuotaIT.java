package dev.pulsegate.gateway.file;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import static dev.pulsegate.gateway.file.FilesClient.address;
import static org.assertj.core.api.Assertions.assertThat;

/** How much an account may have stored. */
@FilesServiceTest
@TestProfile(FilesProfile.class)
class StorageQuotaIT {

    @Inject
    StorageQuota quota;

    @Inject
    FileCleaner cleaner;

    @Inject
    FileTraces traces;

    private final FilesClient person = FilesClient.person();

    private long used() {
        return quota.of(person.accountId).usedBytes();
    }

    /** As if the person had stored all but so much. */
    private void leave(long bytes) {
        traces.update(
                "insert into account_storage values (?, ?)",
                person.accountId,
                quota.of(person.accountId).limitBytes() - bytes);
    }

    private int upload(int bytes) {
        return person.upload("?name=a.bin", "application/x-a", new byte[bytes]).statusCode();
    }

    @Test
    void whatIsStoredCountsUntilItIsGone() {
        var file = person.uploaded("a.txt", "twelve bytes");
        assertThat(used()).isEqualTo(12);
        assertThat(upload(700_000)).isEqualTo(201);
        assertThat(used()).isEqualTo(700_012);
        assertThat(person.delete(address("/api/files/" + file)).statusCode()).isEqualTo(204);
        assertThat(used()).isEqualTo(700_000);
        traces.update("update file set state = 'deleted' where account_id = ?", person.accountId);
        assertThat(used()).isEqualTo(700_000);
        cleaner.clean();
        assertThat(used()).isZero();
    }

    @Test
    void theLastByteThatFitsIsTakenAndTheNextIsNot() {
        leave(300_000);
        var answer = person.upload("?name=a.bin", "application/x-a", new byte[300_001]);
        assertThat(answer.statusCode()).isEqualTo(507);
        var problem = FilesClient.json(answer);
        assertThat(problem.getLong("limit_bytes"))
                .isEqualTo(quota.of(person.accountId).limitBytes());
        assertThat(problem.getString("detail"))
                .contains(problem.getLong("limit_bytes").toString());
        assertThat(upload(300_000)).isEqualTo(201);
        assertThat(upload(1)).isEqualTo(507);
        assertThat(traces.rows(person.accountId)).isOne();
        assertThat(used()).isEqualTo(quota.of(person.accountId).limitBytes());
        assertThat(FilesClient.person().upload("", "text/plain", new byte[10]).statusCode())
                .isEqualTo(201);
    }

    @Test
    void thoseWhoComeAtTheSameTimeCannotPassIt() {
        leave(2_000_000);
        var answers = new ArrayList<CompletableFuture<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> upload(900_000), threads));
            }
        }
        assertThat(answers).extracting(CompletableFuture::join).contains(201).containsOnly(201, 507);
        long taken = answers.stream().filter(answer -> answer.join() == 201).count();
        assertThat(taken).isBetween(1L, 2L);
        var storage = quota.of(person.accountId);
        assertThat(storage.usedBytes()).isEqualTo(storage.limitBytes() - 2_000_000 + taken * 900_000);
    }

    @Test
    void whatWasCountedWrongIsPutRight() throws Exception {
        person.uploaded("a.txt", "twelve bytes");
        var another = UUID.randomUUID();
        traces.update("update account_storage set used_bytes = 5000 where account_id = ?", person.accountId);
        traces.update("insert into account_storage values (?, 7)", another);
        cleaner.sweep();
        assertThat(used()).isEqualTo(12);
        assertThat(quota.of(another).usedBytes()).isZero();
    }
}
