package dev.pulsegate.gateway.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.TestQueue;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.WorkerAccess;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {

    private static final UUID ID = UUID.randomUUID();

    private final Space space = new Space(
            UUID.randomUUID(),
            0,
            "space",
            "",
            null,
            true,
            InputKind.of(InputKind.ALL),
            Map.of(),
            WorkerAccess.OPEN,
            List.of(),
            TestQueue.RULES,
            Instant.EPOCH,
            Instant.EPOCH);

    private final History history =
            new History(new NewRequest(ID, space, UUID.randomUUID(), "ada", 0, 1, "{}", List.of(), null, null, null));

    private int attemptAfter(int seq, EventType type, String data) {
        history.add(new RequestEvent(ID, seq, type, data, Instant.EPOCH));
        return history.view().attempt();
    }

    @Test
    void theAttemptIsTheOneThatEventsSay() {
        assertThat(attemptAfter(1, EventType.QUEUED, "{}")).isZero();
        assertThat(attemptAfter(2, EventType.PROCESSING, "{\"attempt\":1}")).isOne();
        // It did not reach its worker: it does not count, and its number comes again.
        assertThat(attemptAfter(3, EventType.QUEUED, "{\"attempt\":0,\"reason\":\"left\"}"))
                .isZero();
        assertThat(attemptAfter(4, EventType.PROCESSING, "{\"attempt\" : 1}")).isOne();
        assertThat(attemptAfter(5, EventType.QUEUED, "{\"reason\":\"say \\\"attempt\\\": 7\"}"))
                .isOne();
        assertThat(attemptAfter(6, EventType.PROCESSING, "{\"attempt\" : 2}")).isEqualTo(2);
        assertThat(attemptAfter(7, EventType.COMPLETED, "{\"result\":{\"attempt\":9}}"))
                .isEqualTo(2);
    }
}
