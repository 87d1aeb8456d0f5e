package dev.pulsegate.platform.socket;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxTest {

    private final Outbox outbox = new Outbox(3);

    private static Outbound frame(int number) {
        return Outbound.broadcastText(("frame " + number).getBytes(StandardCharsets.US_ASCII));
    }

    private static Outbound answer(int number) {
        return Outbound.text("answer " + number);
    }

    @Test
    void givesMessagesBackInTheirOrder() {
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.poll()).isNull();
        outbox.add(frame(1));
        outbox.add(answer(2));
        outbox.add(frame(3));
        assertThat(outbox.isEmpty()).isFalse();
        assertThat(outbox.poll()).isEqualTo(frame(1));
        assertThat(outbox.poll()).isEqualTo(answer(2));
        assertThat(outbox.poll()).isEqualTo(frame(3));
        assertThat(outbox.poll()).isNull();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.takeLost()).isZero();
    }

    @Test
    void dropsTheOldestFrameForANewOneAndCounts() {
        for (int i = 1; i <= 10; i++) {
            assertThat(outbox.add(frame(i))).isTrue();
        }
        assertThat(outbox.takeLost()).isEqualTo(7);
        assertThat(outbox.takeLost()).isZero();
        assertThat(outbox.poll()).isEqualTo(frame(8));
    }

    @Test
    void dropsAFrameForAnAnswerButNeverAnAnswer() {
        outbox.add(answer(1));
        outbox.add(frame(2));
        outbox.add(answer(3));
        assertThat(outbox.add(answer(4))).isTrue();
        assertThat(outbox.takeLost()).isEqualTo(1);
        assertThat(outbox.poll()).isEqualTo(answer(1));
        assertThat(outbox.poll()).isEqualTo(answer(3));
        assertThat(outbox.poll()).isEqualTo(answer(4));
    }

    @Test
    void fullOfAnswersItLosesAFrameAndRefusesAnAnswer() {
        for (int i = 1; i <= 3; i++) {
            outbox.add(answer(i));
        }
        assertThat(outbox.add(frame(4))).isTrue();
        assertThat(outbox.takeLost()).isEqualTo(1);
        assertThat(outbox.add(answer(5))).isFalse();
        assertThat(outbox.takeLost()).isZero();
        assertThat(outbox.poll()).isEqualTo(answer(1));
        assertThat(outbox.add(answer(6))).isTrue();
    }
}
