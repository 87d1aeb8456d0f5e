package dev.pulsegate.gateway.dispatch;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueHeadsTest {

    private final UUID space = UUID.randomUUID();
    private final QueueHeads heads = new QueueHeads();

    @Test
    void theFirstLookIsFromTheVeryBeginning() {
        assertThat(heads.look(space)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theNextLookBeginsWhereTheLastEnded() {
        heads.look(space);
        heads.takenUpTo(space, 100);
        assertThat(heads.look(space)).isEqualTo(100);
    }

    @Test
    void whatIsQueuedBeforeThatIsNotPassedOver() {
        heads.look(space);
        heads.takenUpTo(space, 100);
        heads.queued(space, 40);
        heads.queued(space, 150);
        assertThat(heads.look(space)).isEqualTo(40);
    }

    @Test
    void whatIsQueuedDuringTheLookIsNotPassedOver() {
        heads.look(space);
        heads.queued(space, 40);
        heads.takenUpTo(space, 100);
        assertThat(heads.look(space)).isEqualTo(40);
    }

    @Test
    void forgettingBeginsAgain() {
        heads.look(space);
        heads.takenUpTo(space, 100);
        heads.forget();
        assertThat(heads.look(space)).isEqualTo(Long.MIN_VALUE);
    }
}
