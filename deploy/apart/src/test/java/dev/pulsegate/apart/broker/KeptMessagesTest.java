package dev.pulsegate.apart.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpMessageBuilder;
import io.vertx.amqp.AmqpReceiver;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What has been taken as durable is there again after the broker's end, with its subscription, once and in order. */
class KeptMessagesTest {

    private static final long LIMIT_SECONDS = 20;
    private static final String ADDRESS = "told";
    private static final String SUBSCRIPTION = "auth-service.told";
    private static final String[] KEPT = {"one", "two", "three"};

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void aBrokerThatIsStoppedKeepsIt() throws Exception {
        var kept = folder.resolve("broker");
        takeInto(kept).stop();
        assertIsThere(kept);
    }

    /** A copy of the files is what a kill would leave of them. */
    @Test
    void aBrokerThatIsKilledKeepsWhatItHasSaidItTook() throws Exception {
        var kept = folder.resolve("broker");
        var broker = takeInto(kept);
        var left = folder.resolve("left");
        copy(kept, left);
        broker.stop();
        assertIsThere(left);
    }

    /** A subscription is made, its reader goes, and then something is said. */
    private EmbeddedBroker takeInto(Path where) throws Exception {
        var broker = EmbeddedBroker.start(where);
        var reader = connect(broker);
        subscribe(reader, new LinkedBlockingQueue<>());
        await(reader.close());

        var writer = connect(broker);
        var sender = await(writer.createSender(ADDRESS, new AmqpSenderOptions().addCapability("topic")));
        await(sender.sendWithAck(message("not kept").durable(false).build()));
        for (var text : KEPT) {
            await(sender.sendWithAck(message(text).durable(true).build()));
        }
        await(writer.close());
        return broker;
    }

    private void assertIsThere(Path where) throws Exception {
        var broker = EmbeddedBroker.start(where);
        var heard = new LinkedBlockingQueue<String>();
        var reader = connect(broker);
        subscribe(reader, heard);
        for (var text : KEPT) {
            assertThat(heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(text);
        }
        // What is said now comes after all that was kept.
        var sender = await(connect(broker).createSender(ADDRESS, new AmqpSenderOptions().addCapability("topic")));
        await(sender.sendWithAck(message("after").build()));
        assertThat(heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("after");
        broker.stop();
    }

    private static AmqpMessageBuilder message(String text) {
        return AmqpMessage.create().withBody(text);
    }

    /** As {@code platform.broker} does for a subscription that replicas share. */
    private static AmqpReceiver subscribe(AmqpConnection connection, BlockingQueue<String> heard) throws Exception {
        var options = new AmqpReceiverOptions().setLinkName(SUBSCRIPTION).setDurable(true);
        List.of("topic", "shared", "global").forEach(options::addCapability);
        var receiver = await(connection.createReceiver(ADDRESS, options));
        receiver.handler(message -> heard.add(message.bodyAsString()));
        return receiver;
    }

    private AmqpConnection connect(EmbeddedBroker broker) throws Exception {
        var options = new AmqpClientOptions()
                .setHost("127.0.0.1")
                .setPort(broker.port())
                .setUsername(broker.username())
                .setPassword(broker.password());
        return await(AmqpClient.create(vertx, options).connect());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
