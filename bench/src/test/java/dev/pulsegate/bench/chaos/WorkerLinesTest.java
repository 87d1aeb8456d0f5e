package dev.pulsegate.bench.chaos;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerLinesTest {

    static Stream<Sight> whatWorkersSee() {
        return Stream.of(
                new Sight.HandedOver("r", 3, "ada.1"),
                new Sight.HandedOver("r", null, "ada.1"),
                new Sight.Completing("r", "mark"),
                new Sight.Failing("r", true),
                new Sight.ResultTaken("r", "mark"),
                new Sight.ResultRefused("r", "mark"));
    }

    @ParameterizedTest
    @MethodSource("whatWorkersSee")
    void whatIsWrittenIsRead(Sight sight) {
        assertThat(WorkerLines.read(WorkerLines.write(sight))).contains(sight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "completing r", "handed-over r 1", "hello to you", "Exception in thread"})
    void linesThatWereCutOffOrAreOthersTellNothing(String line) {
        assertThat(WorkerLines.read(line)).isEmpty();
    }
}
