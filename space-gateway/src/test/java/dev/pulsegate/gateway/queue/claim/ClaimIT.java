package dev.pulsegate.gateway.queue.claim;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.QueueTestBase;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimIT extends QueueTestBase {

    private static UUID id(Claim claim) {
        return claim.attempt().requestId();
    }

    @Test
    void theOldestComesFirst() throws SQLException {
        var space = test.space();
        var first = test.accepted(space);
        var second = test.accepted(space);
        test.accepted(test.space());
        assertThat(test.claim(space, 1)).singleElement().satisfies(claim -> {
            assertThat(id(claim)).isEqualTo(first);
            assertThat(claim.attempt().number()).isOne();
            assertThat(claim.payload()).isEqualTo("{\"prompt\":\"hello\"}");
            assertThat(claim.accountName()).isEqualTo("ada");
            assertThat(claim.spaceName()).isEqualTo(space.name());
        });
        assertThat(test.claim(space, 5)).extracting(ClaimIT::id).containsExactly(second);
        assertThat(test.claim(space, 5)).isEmpty();
        assertThat(test.stored(first).state()).isEqualTo(RequestState.PROCESSING);
        assertThat(test.eventTypes(first)).containsExactly("queued", "processing");
    }

    @Test
    void priorityOvertakesButAgeWins() throws SQLException {
        var space = test.space();
        var old = test.accepted(space);
        database.update("update request set rank = rank - 180000000 where id = '" + old + "'");
        var normal = test.accepted(space);
        var urgent = test.accepted(test.request(space, 2, 1));
        var late = test.accepted(test.request(space, -1, 1));
        var alsoNormal = test.accepted(space);
        assertThat(test.claim(space, 10))
                .extracting(ClaimIT::id)
                .containsExactly(old, urgent, normal, alsoNormal, late);
    }

    @Test
    void inputsNoWorkerTakesAreLeft() throws SQLException {
        var space = test.space();
        var audio = test.accepted(test.request(space, 0, InputKind.AUDIO.bit() | InputKind.PROMPT.bit()));
        var prompt = test.accepted(space);
        assertThat(test.claim(space, 10, wanted -> refusing(wanted, InputKind.AUDIO.bit() | InputKind.VIDEO.bit())))
                .extracting(ClaimIT::id)
                .containsExactly(prompt);
        assertThat(test.claim(space, 10)).extracting(ClaimIT::id).containsExactly(audio);
    }

    private static ClaimRequest refusing(ClaimRequest wanted, int kinds) {
        return new ClaimRequest(
                wanted.spaceId(), wanted.replica(), kinds, wanted.fromRank(), wanted.count(), wanted.deadline());
    }

    @Test
    void nobodyGetsWhatAnotherHas() {
        var space = test.space();
        var accepted = new HashSet<UUID>();
        for (int i = 0; i < 400; i++) {
            accepted.add(test.accepted(space));
        }
        var claimed = new ArrayList<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var claimers = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 8; i++) {
                claimers.add(CompletableFuture.runAsync(() -> claimAll(space, claimed), threads));
            }
            claimers.forEach(CompletableFuture::join);
        }
        assertThat(claimed).hasSize(400);
        assertThat(new HashSet<>(claimed)).isEqualTo(accepted);
    }

    private void claimAll(Space space, List<UUID> into) {
        try {
            for (var claims = test.claim(space, 7); !claims.isEmpty(); claims = test.claim(space, 7)) {
                synchronized (into) {
                    claims.forEach(claim -> into.add(id(claim)));
                }
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
