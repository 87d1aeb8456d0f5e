package dev.pulsegate.platform.broker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.pulsegate.contracts.StreamOwner;
import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of messages that their reader cannot take, on a real broker. */
class FailedMessagesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADDRESS = "owners";
    private static final String IN = "owners-in";
    private static final String OUT = "owners-out";
    private static final AmqpBroker SERVER = new AmqpBroker();

    private final ChannelJson json = new ChannelJson(new ObjectMapper());
    private final ChannelProcess process = new ChannelProcess(SERVER);
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<Message<?>> aside = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void close() {
        process.close();
        SERVER.stop();
        SERVER.start();
    }

    /** @param failure what the reader fails with, by how often it has tried before; nothing if it is well */
    private void open(Function<Message<?>, Function<Integer, RuntimeException>> failure) {
        process.hear(IN, ChannelProcess.subscription(ADDRESS, "reader"), message -> {
            var text = String.valueOf(message.getPayload());
            int before =
                    attempts.computeIfAbsent(text, any -> new AtomicInteger()).getAndIncrement();
            var failed = failure.apply(message).apply(before);
            if (failed == null) {
                taken.add(text);
                message.ack();
            } else {
                message.nack(failed);
            }
        });
        process.hear("aside-in", ChannelProcess.queue("DLQ." + ADDRESS), message -> {
            aside.add(message);
            message.ack();
        });
        process.write(OUT, ChannelProcess.topic(ADDRESS));
        process.awaitConnected();
    }

    private void say(String... texts) {
        for (var text : texts) {
            assertThat(process.say(OUT, text).join()).isTrue();
        }
    }

    private void awaitTaken(String... texts) {
        Eventually.holds(SOON, () -> assertThat(taken).containsExactlyInAnyOrder(texts));
    }

    /** Fails with whatever starts with bad. */
    private static Function<Message<?>, Function<Integer, RuntimeException>> failingWithBad(
            Function<Integer, RuntimeException> failure) {
        return message -> String.valueOf(message.getPayload()).startsWith("bad") ? failure : attempt -> null;
    }

    @Test
    void oneThatFailsIsTriedAgain() {
        open(failingWithBad(before -> before < ChannelProcess.ATTEMPTS - 1 ? new IllegalStateException("no") : null));
        say("bad", "good");
        awaitTaken("bad", "good");
        assertThat(process.count(IN, "received")).isEqualTo(2);
        assertThat(process.count(IN, "failed")).isEqualTo(ChannelProcess.ATTEMPTS - 1);
        assertThat(process.count(IN, "put_aside")).isZero();
    }

    @Test
    void oneThatFailsTooOftenIsPutAsideWithWhatIsKnownOfIt() {
        open(failingWithBad(before -> new IllegalStateException("no")));
        try (var log = new CapturedLog()) {
            var headers = new ChannelHeaders("id-7", Map.of("traceparent", "00-1"));
            assertThat(process.say(OUT, "bad", headers).join()).isTrue();
            say("good");
            Eventually.holds(SOON, () -> assertThat(aside).hasSize(1));
            assertThat(aside.getFirst().getPayload()).isEqualTo("bad");
            var said = ChannelHeaders.of(aside.getFirst());
            assertThat(said.messageId()).isEqualTo("id-7");
            assertThat(said.properties())
                    .containsEntry("traceparent", "00-1")
                    .containsEntry("pulsegate_channel", IN)
                    .containsEntry(
                            "pulsegate_reason",
                            "failed %d times: java.lang.IllegalStateException: no".formatted(ChannelProcess.ATTEMPTS))
                    .containsKey("pulsegate_put_aside_at");
            awaitTaken("good");
            Eventually.holds(
                    SOON, () -> assertThat(process.count(IN, "put_aside")).isEqualTo(1));
            assertThat(attempts.get("bad")).hasValue(ChannelProcess.ATTEMPTS);
            assertThat(log.messages().stream().filter(line -> line.contains("id-7 was put aside")))
                    .hasSize(1);
        }
    }

    @Test
    void whatIsNoMessageIsPutAsideAtOnce() {
        open(message -> before -> {
            try {
                json.read(String.valueOf(message.getPayload()), StreamOwner.class);
                return null;
            } catch (RuntimeException e) {
                return new IllegalStateException("as a framework wraps it", e);
            }
        });
        say("{}", "no JSON at all", "null", "");
        Eventually.holds(SOON, () -> assertThat(aside).hasSize(4));
        assertThat(attempts.values()).allSatisfy(count -> assertThat(count).hasValue(1));
        Eventually.holds(SOON, () -> assertThat(process.count(IN, "put_aside")).isEqualTo(4));
        assertThat(process.meters
                        .get("pulsegate.channel.lag")
                        .tag("channel", IN)
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void aDatabaseThatIsAwayIsNoMessagesFaultAndThoseBehindItGoOn() {
        open(failingWithBad(before -> before < 3 * ChannelProcess.ATTEMPTS || taken.isEmpty()
                ? new IllegalStateException(new SQLException("away", "08001"))
                : null));
        say("bad", "good");
        Eventually.holds(SOON, () -> assertThat(taken).containsExactly("good", "bad"));
        assertThat(process.count(IN, "put_aside")).isZero();
        assertThat(aside).isEmpty();
    }

    @Test
    void aFloodOfWhatCannotBeTakenBlocksNothing() {
        open(failingWithBad(before -> new IllegalStateException("no")));
        assertThat(process.sayMany(OUT, "bad", 300).join()).isTrue();
        say("good");
        Eventually.holds(SOON, () -> assertThat(aside).hasSize(300));
        awaitTaken("good");
    }

    @Test
    void whatIsTooLongIsNotSent() {
        open(message -> before -> null);
        assertThat(process.say(OUT, "x".repeat(ChannelProcess.MOST_CHARACTERS + 1))
                        .join())
                .isFalse();
        var longest = "x".repeat(ChannelProcess.MOST_CHARACTERS);
        say(longest);
        awaitTaken(longest);
        assertThat(process.count(OUT, "failed")).isEqualTo(1);
    }

    @Test
    void whatIsTooLongAndComesAllTheSameIsRejected() {
        open(message -> before -> null);
        try (var other = new ChannelProcess(
                SERVER, Map.of("max-message", String.valueOf(2 * ChannelProcess.MOST_CHARACTERS)), Map.of())) {
            var rejected = new CopyOnWriteArrayList<String>();
            other.hear("rejected-in", ChannelProcess.queue(AmqpBroker.REJECTED), rejected);
            other.write(OUT, ChannelProcess.topic(ADDRESS));
            other.awaitConnected();
            var tooLong = "x".repeat(ChannelProcess.MOST_CHARACTERS + 1);
            assertThat(other.say(OUT, tooLong).join()).isTrue();
            say("good");
            awaitTaken("good");
            Eventually.holds(SOON, () -> assertThat(rejected).containsExactly(tooLong));
            assertThat(process.count(IN, "put_aside")).isEqualTo(1);
        }
    }
}
