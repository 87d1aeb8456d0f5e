package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.space.Space;

import static org.assertj.core.api.Assertions.assertThat;

class PruningIT extends QueueTestBase {

    @BeforeEach
    void pruneWhatOthersLeft() throws SQLException {
        test.pruning.prune(Instant.now().plusSeconds(60), 1000);
    }

    @Test
    void finishedRequestsGoWithAllThatBelongsToThemAndOpenOnesStay() throws SQLException {
        var space = test.space();
        var finished = withWebhook(test.request(space));
        test.accepted(finished);
        test.report(new Report.Completed(test.claimOne(space), "{}"));
        var running = test.accepted(space);
        test.claimOne(space);
        var waiting = test.accepted(space);
        assertThat(test.pruning.prune(Instant.now().minusSeconds(60), 10)).isZero();
        assertThat(test.pruning.prune(Instant.now().plusSeconds(60), 10)).isOne();
        assertThat(test.reader.find(finished.id())).isEmpty();
        assertThat(database.count("select count(*) from request_event where request_id = '" + finished.id() + "'"))
                .isZero();
        assertThat(database.count("select count(*) from webhook where request_id = '" + finished.id() + "'"))
                .isZero();
        assertThat(test.stored(running).state()).isEqualTo(RequestState.PROCESSING);
        assertThat(test.stored(waiting).state()).isEqualTo(RequestState.QUEUED);
    }

    private static NewRequest withWebhook(NewRequest request) {
        return new NewRequest(
                request.id(),
                request.space(),
                request.accountId(),
                request.accountName(),
                0,
                1,
                request.payload(),
                request.files(),
                null,
                new NewRequest.Webhook("https://example.org", "whsec_x"),
                null);
    }

    @Test
    void filesOfWhatCameToNothingGoSoonerAndOnce() throws SQLException {
        var space = test.space();
        var completed = acceptedWithFile(space);
        test.report(new Report.Completed(test.claimOne(space), "{}"));
        var failed = acceptedWithFile(space);
        test.report(new Report.Failed(test.claimOne(space), Failures.of("worker_failed", "It failed.")));
        var canceled = acceptedWithFile(space);
        test.transitions.cancel(canceled, Failures.of("canceled", "Not wanted."), Witness.NONE);
        var waiting = acceptedWithFile(space);
        var all = List.of(completed, failed, canceled, waiting);
        assertThat(test.pruning.releaseFiles(Instant.now().minusSeconds(60), 10))
                .isZero();
        assertThat(test.files.of(all)).containsOnlyKeys(all);
        assertThat(test.pruning.releaseFiles(Instant.now().plusSeconds(60), 10)).isEqualTo(2);
        assertThat(test.files.of(all)).containsOnlyKeys(completed, waiting);
        assertThat(test.pruning.releaseFiles(Instant.now().plusSeconds(60), 10)).isZero();
        assertThat(test.stored(completed).state()).isEqualTo(RequestState.COMPLETED);
        assertThat(test.stored(waiting).state()).isEqualTo(RequestState.QUEUED);
    }

    private UUID acceptedWithFile(Space space) {
        return test.accepted(TestQueue.with(test.file(), test.request(space)));
    }

    @Test
    void theOldestGoFirstAndNoMoreThanAskedFor() throws SQLException {
        var space = test.space();
        // By id, which is what they go by: those made in the same millisecond are in no order of their own.
        var ids = Stream.generate(() -> test.accepted(space)).limit(3).sorted().toList();
        test.transitions.cancelAll(space.id(), Failures.of("canceled", "Not wanted."));
        assertThat(test.pruning.prune(Instant.now().plusSeconds(60), 2)).isEqualTo(2);
        assertThat(test.reader.find(ids.get(0))).isEmpty();
        assertThat(test.reader.find(ids.get(1))).isEmpty();
        assertThat(test.reader.find(ids.get(2))).isPresent();
    }
}
