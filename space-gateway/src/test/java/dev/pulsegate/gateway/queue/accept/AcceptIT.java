package dev.pulsegate.gateway.queue.accept;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.StoredFile;
import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptIT extends QueueTestBase {

    @Test
    void acceptedMeansCommitted() throws SQLException {
        var request = test.request(test.space());
        assertThat(test.accept(request)).isEqualTo(new Acceptance.Accepted(request.id(), 1));
        var stored = test.stored(request.id());
        assertThat(stored.state()).isEqualTo(RequestState.QUEUED);
        assertThat(stored.payload()).isEqualTo(request.payload());
        assertThat(stored.attempt()).isZero();
        assertThat(test.eventTypes(request.id())).containsExactly("queued");
    }

    @Test
    void whoIsToldOfItCannotUndoIt() throws SQLException {
        var told = new AtomicInteger();
        test.bus.add(changes -> {
            throw new NoClassDefFoundError("a listener's own trouble");
        });
        test.bus.add(changes -> told.incrementAndGet());
        var space = test.space();
        var request = test.request(space);
        assertThat(test.accept(request)).isEqualTo(new Acceptance.Accepted(request.id(), 1));
        assertThat(test.claim(space, 1)).hasSize(1);
        assertThat(test.stored(request.id()).state()).isEqualTo(RequestState.PROCESSING);
        assertThat(told).hasValue(2);
    }

    @Test
    void filesAreGivenToWhatIsAcceptedAndToNothingElse() {
        var given = test.file();
        var ofRepeated = test.file();
        var ofRefused = test.file();
        var there = TestQueue.with(given, test.keyed(test.space(), "k", "hash"));
        var gone = test.space();
        database.update("delete from space where id = '" + gone.id() + "'");
        assertThat(test.accept(there)).isInstanceOf(Acceptance.Accepted.class);
        assertThat(test.accept(TestQueue.with(ofRepeated, test.keyed(there.space(), "k", "hash"))))
                .isInstanceOf(Acceptance.Repeated.class);
        assertThat(test.accept(TestQueue.with(ofRefused, test.request(gone))))
                .isInstanceOf(Acceptance.NoSuchSpace.class);
        assertThat(test.files.of(List.of(there.id())).get(there.id()))
                .extracting(StoredFile::id)
                .containsExactly(given);
        assertThat(test.files.check(List.of(ofRepeated, ofRefused), test.account))
                .isInstanceOf(Attachment.Attached.class);
    }

    @Test
    void theAnswerTellsThePosition() {
        var space = test.space();
        for (int i = 1; i <= 5; i++) {
            var request = test.request(space);
            assertThat(test.accept(request)).isEqualTo(new Acceptance.Accepted(request.id(), i));
        }
    }

    @Test
    void anyTextComesBackAsItWas() throws SQLException {
        var base = test.request(test.space());
        var payload = "{\"prompt\":\"\\u0000 心电图 \\\\ \\\" {},' \\ud83d\\ude00\"}";
        var request = new NewRequest(
                base.id(), base.space(), base.accountId(), "a'd\\a", 0, 1, payload, List.of(), null, null, null);
        test.accepted(request);
        assertThat(test.stored(request.id()).payload()).isEqualTo(payload);
        assertThat(test.stored(request.id()).accountName()).isEqualTo("a'd\\a");
    }

    @Test
    void aSpaceThatIsGoneTakesNothing() {
        var space = test.space();
        database.update("delete from space where id = '" + space.id() + "'");
        assertThat(test.accept(test.request(space))).isEqualTo(new Acceptance.NoSuchSpace());
    }

    @Test
    void aHundredAtOnceKeepTheirOrder() throws SQLException {
        var space = test.space();
        var requests = new ArrayList<NewRequest>();
        for (int i = 0; i < 100; i++) {
            requests.add(test.request(space));
        }
        requests.stream().map(test.acceptor::accept).toList().forEach(CompletableFuture::join);
        List<UUID> handedOver = new ArrayList<>();
        for (var claim : test.claim(space, 100)) {
            handedOver.add(claim.attempt().requestId());
        }
        assertThat(handedOver).isEqualTo(requests.stream().map(NewRequest::id).toList());
    }

    @Test
    void whileTheDatabaseIsAwaySubmissionsWait() {
        var space = test.space();
        test.accepted(space);
        database.allowConnections(false);
        var waiting = test.acceptor.accept(test.request(space));
        assertThat(waiting).isNotDone();
        database.allowConnections(true);
        assertThat(waiting.join()).isInstanceOf(Acceptance.Accepted.class);
    }
}
