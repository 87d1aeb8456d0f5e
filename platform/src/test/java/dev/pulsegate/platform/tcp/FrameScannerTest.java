package dev.pulsegate.platform.tcp;

import java.util.Optional;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.testkit.socket.RawPeer;

import static org.assertj.core.api.Assertions.assertThat;

class FrameScannerTest {

    private static final int STRANGER = 8192;
    private static final int KNOWN = 1 << 20;

    private final ByteBudget budget = new ByteBudget(4L * KNOWN, KNOWN);
    private final FrameScanner scanner = new FrameScanner(budget, "peer", STRANGER);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 8192})
    void messagesUpToTheLimitPassByteForByteAndTakeNothingOfTheBudget(int length) {
        var frame = RawPeer.frame(true, RawPeer.TEXT, new byte[length]);
        for (int round = 0; round < 3; round++) {
            for (byte each : frame) {
                assertThat(scan(each)).isEmpty();
            }
        }
        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void aLongerOneIsRefusedByItsHeaderAlone() {
        var header = new byte[4];
        System.arraycopy(RawPeer.frame(true, RawPeer.TEXT, new byte[STRANGER + 1]), 0, header, 0, header.length);

        assertThat(scan(header)).contains(FrameRefusal.TOO_BIG);
    }

    @Test
    void fragmentsCountTogetherAndControlFramesBetweenThemDoNot() {
        assertThat(scan(RawPeer.frame(false, RawPeer.TEXT, new byte[STRANGER - 1])))
                .isEmpty();
        assertThat(scan(RawPeer.frame(true, RawPeer.PING, new byte[100]))).isEmpty();
        assertThat(scan(RawPeer.frame(false, 0, new byte[1]))).isEmpty();
        assertThat(scan(RawPeer.frame(false, 0, new byte[1]))).contains(FrameRefusal.TOO_BIG);
    }

    @Test
    void aLengthOfSixtyFourBitsIsNoWayRound() {
        assertThat(scan(
                        (byte) 0x82,
                        (byte) 0xFF,
                        (byte) 0xFF,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 0,
                        (byte) 1))
                .contains(FrameRefusal.TOO_BIG);
    }

    @Test
    void aLongMessageIsTakenFromTheBudgetUntilItIsWhole() {
        scanner.allow("account", KNOWN);

        assertThat(scan(RawPeer.frame(false, RawPeer.TEXT, new byte[KNOWN / 2])))
                .isEmpty();
        assertThat(budget.takenBytes()).isEqualTo(KNOWN / 2);
        assertThat(scan(RawPeer.frame(true, 0, new byte[KNOWN / 2]))).isEmpty();
        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void aMessageForWhichThereIsNoRoomIsRefusedAndNothingStaysTaken() {
        scanner.allow("account", KNOWN);
        assertThat(budget.take("account", KNOWN / 2 + 1)).isTrue();

        assertThat(scan(RawPeer.frame(false, RawPeer.TEXT, new byte[KNOWN / 2])))
                .contains(FrameRefusal.NO_ROOM);
        scanner.release();
        assertThat(budget.takenBytes()).isEqualTo(KNOWN / 2 + 1);
    }

    private Optional<FrameRefusal> scan(byte... bytes) {
        return scanner.scan(Unpooled.wrappedBuffer(bytes));
    }
}
