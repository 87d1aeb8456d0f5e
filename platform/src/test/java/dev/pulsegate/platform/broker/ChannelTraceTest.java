package dev.pulsegate.platform.broker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.trace.TestTraces;
import dev.pulsegate.platform.trace.TraceParent;
import dev.pulsegate.platform.trace.Traces;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.trace.ReceivedSpan;
import dev.pulsegate.testkit.trace.TraceCollector;

import static org.assertj.core.api.Assertions.assertThat;

/** A trace goes on across a real broker, from one process to another. */
class ChannelTraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String IN = "told-in";
    private static final String OUT = "told-out";

    private final AmqpBroker server = new AmqpBroker();
    private final TraceCollector collector = new TraceCollector();
    private final Traces traces = TestTraces.sentTo(collector.endpoint(), new SimpleMeterRegistry(), Map.of());
    private final ChannelProcess writer = new ChannelProcess(server, Map.of(), Map.of(), traces);
    private final ChannelProcess reader = new ChannelProcess(server, Map.of(), Map.of(), traces);
    private final List<ChannelHeaders> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        reader.hear(IN, ChannelProcess.queue("told"), message -> {
            heard.add(ChannelHeaders.of(message));
            message.ack();
        });
        writer.write(OUT, ChannelProcess.queue("told"));
        reader.awaitConnected();
        writer.awaitConnected();
    }

    @AfterEach
    void stop() {
        reader.close();
        writer.close();
        traces.close();
        collector.close();
        server.close();
    }

    private void say(String messageId, String traceparent) {
        var headers = new ChannelHeaders(messageId, Map.of(TraceParent.HEADER, traceparent));
        assertThat(writer.say(OUT, "x", headers).join()).isTrue();
    }

    @Test
    void aMessagesReaderBelongsToTheTraceOfItsWriter() {
        say("m-1", "00-" + TRACE + "-00f067aa0ba902b7-01");

        var sent = collector.await(TRACE, "send told");
        var read = collector.await(TRACE, "process told");
        assertThat(sent.parentId()).isEqualTo("00f067aa0ba902b7");
        assertThat(read.parentId()).isEqualTo(sent.id());
        assertThat(List.of(sent, read)).allSatisfy(span -> assertThat(span.attributes())
                .containsEntry("messaging.system", "amqp")
                .containsEntry("messaging.destination.name", "told")
                .containsEntry("messaging.message.id", "m-1"));
        assertThat(heard.getFirst().properties())
                .containsEntry(TraceParent.HEADER, "00-" + TRACE + "-" + sent.id() + "-01");
    }

    @Test
    void whatIsNoTraceIsPassedOnAndIgnored() {
        say("m-1", "no trace");
        say("m-2", "00-" + TRACE + "-00f067aa0ba902b7-01");

        collector.await(TRACE, "process told");
        assertThat(collector.spans())
                .extracting(ReceivedSpan::name)
                .containsExactlyInAnyOrder("send told", "process told");
    }
}
