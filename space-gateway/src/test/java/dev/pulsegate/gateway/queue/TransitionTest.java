package dev.pulsegate.gateway.queue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.pulsegate.gateway.queue.RequestState.CANCELED;
import static dev.pulsegate.gateway.queue.RequestState.COMPLETED;
import static dev.pulsegate.gateway.queue.RequestState.EXPIRED;
import static dev.pulsegate.gateway.queue.RequestState.FAILED;
import static dev.pulsegate.gateway.queue.RequestState.PROCESSING;
import static dev.pulsegate.gateway.queue.RequestState.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

class TransitionTest {

    /** Written out once more, so that a slip in the table shows. */
    private static final Map<RequestState, Map<Transition, RequestState>> LEGAL = Map.of(
            QUEUED,
            Map.of(
                    Transition.HAND_OVER, PROCESSING,
                    Transition.CANCEL, CANCELED,
                    Transition.EXPIRE, EXPIRED),
            PROCESSING,
            Map.of(
                    Transition.REQUEUE, QUEUED,
                    Transition.COMPLETE, COMPLETED,
                    Transition.FAIL, FAILED,
                    Transition.CANCEL, CANCELED,
                    Transition.EXPIRE, EXPIRED));

    @TestFactory
    Stream<DynamicTest> everyPairOfStateAndTransition() {
        return Arrays.stream(RequestState.values())
                .flatMap(state -> Arrays.stream(Transition.values()).map(transition -> pair(state, transition)));
    }

    private static DynamicTest pair(RequestState state, Transition transition) {
        var to = LEGAL.getOrDefault(state, Map.of()).get(transition);
        var name = transition + " from " + state + (to == null ? " is illegal" : " leads to " + to);
        return DynamicTest.dynamicTest(name, () -> {
            if (to == null) {
                assertThat(transition.apply(state)).isEmpty();
            } else {
                assertThat(transition.apply(state)).contains(to);
            }
        });
    }

    @Test
    void nothingLeadsOutOfAFinalState() {
        assertThat(Stream.of(RequestState.values()).filter(RequestState::isFinal))
                .containsExactly(COMPLETED, FAILED, CANCELED, EXPIRED)
                .allSatisfy(state -> assertThat(Transition.values())
                        .noneMatch(transition -> transition.apply(state).isPresent()));
    }
}
