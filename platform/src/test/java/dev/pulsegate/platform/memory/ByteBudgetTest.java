package dev.pulsegate.platform.memory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ByteBudgetTest {

    private static final long MIB = 1 << 20;

    private final ByteBudget budget = new ByteBudget(16 * MIB, 2 * MIB);

    @Test
    void nobodyHasMoreThanAQuarter() {
        assertThat(budget.take("a", 3 * MIB)).isTrue();
        assertThat(budget.take("a", MIB)).isTrue();
        assertThat(budget.take("a", 1)).isFalse();
        assertThat(budget.take("b", 4 * MIB)).isTrue();
        assertThat(budget.refusals()).isEqualTo(1);
    }

    @Test
    void largeTakingsLeaveRoomForSmallOnes() {
        for (var holder : new String[] {"a", "b", "c"}) {
            assertThat(budget.take(holder, 4 * MIB)).isTrue();
        }

        assertThat(budget.take("d", MIB)).isFalse();
        assertThat(budget.take("d", ByteBudget.SMALL_BYTES)).isTrue();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertThat(budget.take("a", 4 * MIB)).isTrue();
        budget.give("a", 4 * MIB);

        assertThat(budget.takenBytes()).isZero();
        assertThat(budget.take("a", 4 * MIB)).isTrue();
    }

    @Test
    void theLargestSingleThingFitsWhateverTheHeap() {
        var tight = new ByteBudget(MIB, 3 * MIB);

        assertThat(tight.take("a", 3 * MIB)).isTrue();
        assertThat(tight.take("b", 1)).isFalse();
    }
}
