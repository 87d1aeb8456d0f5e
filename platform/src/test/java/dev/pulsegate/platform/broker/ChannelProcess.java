package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.token.TokenSettings;
import dev.pulsegate.platform.trace.Traces;
import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What one process has of channels, with pauses in milliseconds that are seconds in earnest. */
final class ChannelProcess implements AutoCloseable {

    static final int ATTEMPTS = 4;
    static final int MOST_CHARACTERS = 2048;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Broker broker;
    private final Vertx vertx = Vertx.vertx();
    private final Set<String> opened = new ConcurrentSkipListSet<>();
    private final Map<String, CompletableFuture<MultiEmitter<? super Message<?>>>> writers = new LinkedHashMap<>();

    ChannelProcess(AmqpBroker server) {
        this(server, Map.of(), Map.of());
    }

    /** @param tls TLS configurations by name */
    ChannelProcess(AmqpBroker server, Map<String, String> settings, Map<String, TlsConfiguration> tls) {
        this(server, settings, tls, Traces.off());
    }

    ChannelProcess(AmqpBroker server, Map<String, String> settings, Map<String, TlsConfiguration> tls, Traces traces) {
        var all = new HashMap<>(server.configuration());
        all.putAll(settings);
        var platform = TokenSettings.with(Map.of(
                "pulsegate.platform.broker.first-pause",
                "5ms",
                "pulsegate.platform.broker.longest-pause",
                "50ms",
                "pulsegate.platform.broker.answer-limit",
                "2s",
                "pulsegate.platform.broker.attempts",
                String.valueOf(ATTEMPTS),
                "pulsegate.platform.broker.max-message",
                all.getOrDefault("max-message", String.valueOf(MOST_CHARACTERS)),
                "pulsegate.platform.broker.tls-configuration",
                all.getOrDefault("tls", "")));
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .build();
        broker = new Broker(vertx, meters, platform, new BrokerAddress(config, platform, new Known(tls)), traces);
    }

    /** A topic that keeps nothing for who does not listen. */
    static Config topic(String address) {
        return channel(Map.of("address", address, "capabilities", "topic"));
    }

    /** A topic that keeps what is said for all who read by this subscription. */
    static Config subscription(String address, String name) {
        return channel(Map.of(
                "address", address, "capabilities", "topic", "subscription", name, "dead-letters", "DLQ." + address));
    }

    static Config queue(String address) {
        return channel(Map.of("address", address, "capabilities", "queue", "durable", "true"));
    }

    private static Config channel(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "channel", 500))
                .build();
    }

    /** Waits until all that was opened here is connected. */
    void awaitConnected() {
        awaitConnected(true);
    }

    void awaitConnected(boolean connected) {
        Eventually.holds(Duration.ofSeconds(20), () -> {
            assertThat(broker.channels()).containsOnlyKeys(opened);
            assertThat(broker.channels().values())
                    .extracting(ChannelState::connected)
                    .containsOnly(connected);
        });
    }

    /** Hears a channel; the consumer acknowledges or refuses what it gets. */
    void hear(String channel, Config settings, Consumer<Message<?>> consumer) {
        opened.add(channel);
        if (settings.getOptionalValue("dead-letters", String.class).isPresent()) {
            opened.add(channel + "-dead-letters");
        }
        new IncomingLink(channel, AddressSettings.of(settings), broker)
                .messages()
                .subscribe()
                .with(consumer);
    }

    /** The same, and all is well. */
    void hear(String channel, Config settings, List<String> heard) {
        hear(channel, settings, message -> {
            heard.add(String.valueOf(message.getPayload()));
            message.ack();
        });
    }

    /** Writes to a channel from now on. */
    void write(String channel, Config settings) {
        opened.add(channel);
        var writer = new CompletableFuture<MultiEmitter<? super Message<?>>>();
        writers.put(channel, writer);
        Multi.createFrom()
                .<Message<?>>emitter(writer::complete)
                .subscribe(new OutgoingLink(channel, AddressSettings.of(settings), broker));
    }

    /** Says something; true once the broker has it, false if it was refused. */
    CompletableFuture<Boolean> say(String channel, String text) {
        return say(channel, text, ChannelHeaders.NONE);
    }

    CompletableFuture<Boolean> say(String channel, String text, ChannelHeaders headers) {
        var settled = new CompletableFuture<Boolean>();
        writers.get(channel)
                .join()
                .emit(Message.of(
                        text,
                        Metadata.of(headers),
                        () -> {
                            settled.complete(true);
                            return CompletableFuture.completedFuture(null);
                        },
                        failure -> {
                            settled.complete(false);
                            return CompletableFuture.completedFuture(null);
                        }));
        return settled;
    }

    /** Says many things without waiting in between; true once the broker has them all. */
    CompletableFuture<Boolean> sayMany(String channel, String text, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> say(channel, text + " " + number))
                .reduce((one, other) -> one.thenCombine(other, Boolean::logicalAnd))
                .orElseThrow();
    }

    double count(String channel, String outcome) {
        return meters.get("pulsegate.channel.messages")
                .tag("channel", channel)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public void close() {
        broker.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Known(Map<String, TlsConfiguration> configurations) implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.ofNullable(configurations.get(name));
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }
}
