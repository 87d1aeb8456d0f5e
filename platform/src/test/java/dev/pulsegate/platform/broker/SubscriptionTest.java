package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Who hears what, among replicas that come and go, on a real broker. */
class SubscriptionTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ADDRESS = "told";
    private static final String IN = "told-in";
    private static final String OUT = "told-out";
    private static final Config SUBSCRIPTION = ChannelProcess.subscription(ADDRESS, "auth-service.told");
    private static final Config QUEUE = ChannelProcess.queue(ADDRESS);

    private static final int UNDER_WAY = 128;
    private static final int AHEAD = 16;
    private static final int MANY = 400;

    private final AmqpBroker server = new AmqpBroker();
    private final List<ChannelProcess> processes = new ArrayList<>();
    private final ChannelProcess writer = process();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        processes.forEach(ChannelProcess::close);
        server.close();
    }

    private ChannelProcess process() {
        var process = new ChannelProcess(server);
        processes.add(process);
        return process;
    }

    private void end(ChannelProcess process) {
        processes.remove(process);
        process.close();
    }

    private void write(Config settings) {
        writer.write(OUT, settings);
        writer.awaitConnected();
    }

    private void say(String... texts) {
        for (var text : texts) {
            assertThat(writer.say(OUT, text).join()).isTrue();
        }
    }

    private void sayMany() {
        assertThat(writer.sayMany(OUT, "message", MANY).join()).isTrue();
    }

    private ChannelProcess reader(Config settings, List<String> heard) {
        var process = process();
        process.hear(IN, settings, heard);
        process.awaitConnected();
        return process;
    }

    private static void awaitHeard(List<String> heard, String... texts) {
        Eventually.holds(SOON, () -> assertThat(heard).containsExactly(texts));
    }

    private static Stream<Config> shared() {
        return Stream.of(SUBSCRIPTION, QUEUE);
    }

    private static Config writing(Config reading) {
        return reading.equals(QUEUE) ? QUEUE : ChannelProcess.topic(ADDRESS);
    }

    @ParameterizedTest
    @MethodSource("shared")
    void whatIsSaidWhileNoReplicaListensWaitsForTheNext(Config settings) {
        var heard = new CopyOnWriteArrayList<String>();
        write(writing(settings));
        var first = reader(settings, heard);
        say("one");
        awaitHeard(heard, "one");
        end(first);
        say("two", "three");
        reader(settings, heard);
        awaitHeard(heard, "one", "two", "three");
    }

    @ParameterizedTest
    @MethodSource("shared")
    void oneReplicaHearsEachMessage(Config settings) {
        var heard = new CopyOnWriteArrayList<String>();
        write(writing(settings));
        var first = reader(settings, heard);
        var second = reader(settings, heard);
        sayMany();
        Eventually.holds(SOON, () -> assertThat(heard).hasSize(MANY));
        assertThat(heard).doesNotHaveDuplicates();
        assertThat(first.count(IN, "received")).isPositive();
        assertThat(second.count(IN, "received")).isPositive();
    }

    @ParameterizedTest
    @MethodSource("shared")
    void aReplicaThatStandsStillKeepsLittleAndLeavesItWhenItDies(Config settings) {
        var stuck = new CopyOnWriteArrayList<Message<?>>();
        var heard = new CopyOnWriteArrayList<String>();
        write(writing(settings));
        var still = process();
        still.hear(IN, settings, stuck::add);
        still.awaitConnected();
        sayMany();
        Eventually.holds(SOON, () -> assertThat(stuck).hasSize(UNDER_WAY));
        reader(settings, heard);
        Eventually.holds(SOON, () -> assertThat(heard).hasSizeGreaterThanOrEqualTo(MANY - UNDER_WAY - AHEAD));
        assertThat(stuck).hasSize(UNDER_WAY);
        assertThat(still.meters
                        .get("pulsegate.channel.lag")
                        .tag("channel", IN)
                        .gauge()
                        .value())
                .isPositive();
        end(still);
        Eventually.holds(SOON, () -> assertThat(heard).hasSize(MANY));
        assertThat(heard).doesNotHaveDuplicates();
    }

    @Test
    void withoutASubscriptionEachReplicaHearsAllWhileItListens() {
        var first = new CopyOnWriteArrayList<String>();
        var second = new CopyOnWriteArrayList<String>();
        write(ChannelProcess.topic(ADDRESS));
        say("to nobody");
        reader(ChannelProcess.topic(ADDRESS), first);
        say("to one");
        reader(ChannelProcess.topic(ADDRESS), second);
        say("to both");
        awaitHeard(second, "to both");
        awaitHeard(first, "to one", "to both");
    }

    @Test
    void aBrokerThatComesBackEmptyHasTheSubscriptionAgain() {
        var heard = new CopyOnWriteArrayList<String>();
        write(ChannelProcess.topic(ADDRESS));
        var process = reader(SUBSCRIPTION, heard);
        server.stop();
        process.awaitConnected(false);
        server.start();
        process.awaitConnected();
        writer.awaitConnected();
        end(process);
        say("while nobody listens");
        reader(SUBSCRIPTION, heard);
        awaitHeard(heard, "while nobody listens");
    }
}
