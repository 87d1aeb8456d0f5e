package dev.pulsegate.gateway.reliability;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.core.Vertx;

/** Hears what is said on a topic from its making to its closing. */
final class Listener implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** @param broker where it is, as services are told */
    Listener(Map<String, String> broker, String topic) {
        var options = new AmqpClientOptions()
                .setHost(broker.get("amqp-host"))
                .setPort(Integer.parseInt(broker.get("amqp-port")));
        AmqpClient.create(vertx, options)
                .createReceiver(topic, new AmqpReceiverOptions().addCapability("topic"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .handler(message -> heard.add(message.bodyAsString()));
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
