package dev.pulsegate.worker.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulateHandlerTest {

    private final List<Duration> waits = new ArrayList<>();

    private ObjectNode run(SimulateHandler handler, RecordingResponder out) throws InterruptedException {
        return handler.handle(RecordingResponder.request("p"), out);
    }

    @Test
    void itTakesOneToFiveSecondsWithProgressAndText() throws InterruptedException {
        var handler = new SimulateHandler(new SplittableRandom(), waits::add);
        for (int i = 0; i < 50; i++) {
            waits.clear();
            var out = new RecordingResponder();
            var result = run(handler, out);

            assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
            assertThat(out.progress).isSorted().hasSize(10).endsWith(1.0);
            assertThat(String.join("", out.chunks))
                    .isEqualTo(result.path("text").asText())
                    .matches("[a-z]+( [a-z]+)*");
        }
    }

    @Test
    void theSameSeedDoesTheSame() throws InterruptedException {
        var first = new SimulateHandler(new SplittableRandom(7), waits::add);
        var second = new SimulateHandler(new SplittableRandom(7), waits::add);
        var other = new SimulateHandler(new SplittableRandom(8), waits::add);

        var results = List.of(
                run(first, new RecordingResponder()),
                run(first, new RecordingResponder()),
                run(other, new RecordingResponder()));
        assertThat(results).doesNotHaveDuplicates();
        assertThat(run(second, new RecordingResponder())).isEqualTo(results.get(0));
        assertThat(run(second, new RecordingResponder())).isEqualTo(results.get(1));
    }
}
