package dev.pulsegate.socketio.quarkus;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jboss.logging.Logger;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.EngineError;
import dev.pulsegate.socketio.engine.EngineMonitor;
import dev.pulsegate.socketio.engine.TransportName;

/** What is counted of the sessions of one endpoint; and what its application throws is logged. */
final class EngineMeters implements EngineMonitor {

    private static final Logger LOG = Logger.getLogger(EngineMeters.class);

    private final Map<TransportName, AtomicInteger> open = new EnumMap<>(TransportName.class);
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final Map<EngineError, Counter> refused = new EnumMap<>(EngineError.class);
    private final Counter upgraded;
    private final Counter received;
    private final Counter sent;
    private final String endpoint;

    EngineMeters(MeterRegistry registry, String endpoint) {
        this.endpoint = endpoint;
        for (var transport : TransportName.values()) {
            var gauge = new AtomicInteger();
            registry.gauge(
                    "pulsegate.socketio.sessions.open",
                    Tags.of("endpoint", endpoint, "transport", transport.wireName()),
                    gauge);
            open.put(transport, gauge);
        }
        for (var reason : CloseReason.values()) {
            closed.put(reason, registry.counter("pulsegate.socketio.sessions.closed", tags("why", reason)));
        }
        for (var error : EngineError.values()) {
            refused.put(error, registry.counter("pulsegate.socketio.requests.refused", tags("why", error)));
        }
        this.upgraded = registry.counter("pulsegate.socketio.sessions.upgraded", "endpoint", endpoint);
        this.received = registry.counter("pulsegate.socketio.packets.received", "endpoint", endpoint);
        this.sent = registry.counter("pulsegate.socketio.packets.sent", "endpoint", endpoint);
    }

    private Tags tags(String name, Enum<?> value) {
        return Tags.of("endpoint", endpoint, name, value.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void opened(TransportName transport) {
        open.get(transport).incrementAndGet();
    }

    @Override
    public void upgraded() {
        upgraded.increment();
        open.get(TransportName.POLLING).decrementAndGet();
        open.get(TransportName.WEBSOCKET).incrementAndGet();
    }

    @Override
    public void closed(TransportName transport, CloseReason reason) {
        open.get(transport).decrementAndGet();
        closed.get(reason).increment();
    }

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void sent(int packets) {
        sent.increment(packets);
    }

    @Override
    public void refused(EngineError error) {
        refused.get(error).increment();
    }

    @Override
    public void failed(Throwable cause) {
        LOG.errorf(cause, "A session of %s failed", endpoint);
    }
}
