package dev.pulsegate.standalone.channel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.channel.ChannelHeaders;
import dev.pulsegate.platform.trace.ChannelSpans;
import dev.pulsegate.platform.trace.Traces;

/**
 * Joins the services' channels inside one process: what is written to an address reaches every reader of that address,
 * as an AMQP topic would deliver it. It stands where the AMQP connector stands when each service runs alone, so the
 * services' own channel configuration is the same in both shapes.
 */
@ApplicationScoped
@Connector(MemoryConnector.NAME)
@ConnectorAttribute(
        name = "address",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "What a writer and its readers have in common",
        mandatory = true)
public class MemoryConnector implements InboundConnector, OutboundConnector {

    /** The connector's name in {@code pulsegate.channels.connector}. */
    public static final String NAME = "pulsegate-memory";

    private static final Logger LOG = Logger.getLogger(MemoryConnector.class);

    private final ChannelSpans spans;
    private final Map<String, List<MultiEmitter<? super Message<?>>>> readers = new ConcurrentHashMap<>();

    /**
     * Messages change threads here, as they do where a broker is between the services: on the writer's they would be
     * handled in the context of the request that wrote them, and who called would be forgotten with the message.
     */
    private final ExecutorService between = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("memory-channels").factory());

    MemoryConnector(Traces traces) {
        this.spans = new ChannelSpans(traces, "memory");
    }

    @PreDestroy
    void close() {
        between.shutdownNow();
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        var atAddress = readersOf(config);
        // Buffers without a bound of its own: in one process a slow reader slows the writers beside it.
        return Multi.createFrom()
                .<Message<?>>emitter(
                        reader -> {
                            atAddress.add(reader);
                            reader.onTermination(() -> atAddress.remove(reader));
                        },
                        BackPressureStrategy.BUFFER);
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return new Writer(address(config), readersOf(config), between, spans);
    }

    private List<MultiEmitter<? super Message<?>>> readersOf(Config config) {
        return readers.computeIfAbsent(address(config), address -> new CopyOnWriteArrayList<>());
    }

    private static String address(Config config) {
        return config.getValue("address", String.class);
    }

    /** Hands each message to all readers and settles it once all of them have settled their copy. */
    private record Writer(
            String address, List<MultiEmitter<? super Message<?>>> readers, Executor between, ChannelSpans spans)
            implements Flow.Subscriber<Message<?>> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Message<?> message) {
            try {
                between.execute(() -> handOver(message));
            } catch (RejectedExecutionException stopping) {
                var _ = message.nack(stopping);
            }
        }

        private void handOver(Message<?> message) {
            var given = ChannelHeaders.of(message);
            var span = spans.send(address, given);
            // Not all of the writer's metadata: its context would come along with it.
            var headers = ChannelSpans.belonging(given, span.getSpanContext());
            var settlements = readers.stream()
                    .map(reader -> deliver(message, headers, reader))
                    .toArray(CompletableFuture<?>[]::new);
            span.end();
            CompletableFuture<Void> settled = CompletableFuture.allOf(settlements)
                    .thenCompose(all -> message.ack())
                    .exceptionallyCompose(message::nack);
            settled.exceptionally(failure -> {
                LOG.error("A message could not be settled", failure);
                return null;
            });
        }

        private CompletableFuture<Void> deliver(
                Message<?> message, ChannelHeaders headers, MultiEmitter<? super Message<?>> reader) {
            var settled = new CompletableFuture<Void>();
            var span = spans.process(address, headers);
            reader.emit(Message.of(
                    message.getPayload(),
                    Metadata.of(headers),
                    () -> {
                        span.end();
                        settled.complete(null);
                        return CompletableFuture.completedFuture(null);
                    },
                    failure -> {
                        ChannelSpans.failed(span, failure);
                        LOG.warnf("A message could not be taken: %s", failure);
                        settled.completeExceptionally(failure);
                        return CompletableFuture.completedFuture(null);
                    }));
            return settled;
        }

        @Override
        public void onError(Throwable failure) {
            // The writing channel logs its own failure; readers stay for the next writer.
        }

        @Override
        public void onComplete() {
            // Readers outlive a writer: the process is shutting down.
        }
    }
}
