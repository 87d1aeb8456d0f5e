package dev.pulsegate.workerprotocol;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What one side writes the other reads as it was. */
class SamplesTest {

    private static Stream<WorkerMessage> ofWorkers() {
        return Samples.ofWorkers().stream();
    }

    private static Stream<GatewayMessage> ofTheGateway() {
        return Samples.ofTheGateway().stream();
    }

    @ParameterizedTest
    @MethodSource
    void ofWorkers(WorkerMessage message) throws InvalidMessageException {
        assertThat(new WorkerMessageReader().read(new WorkerMessageWriter().write(message)))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource
    void ofTheGateway(GatewayMessage message) throws InvalidMessageException {
        assertThat(new GatewayMessageReader().read(new GatewayMessageWriter().write(message)))
                .isEqualTo(message);
    }

    @Test
    void everyMessageIsAmongThem() {
        assertThat(ofWorkers().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(recordsOf(WorkerMessage.class)
                        .filter(type -> type != WorkerMessage.Unreadable.class)
                        .toList());
        assertThat(ofTheGateway().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(
                        recordsOf(GatewayMessage.class).toList());
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(SamplesTest::recordsOf);
    }
}
