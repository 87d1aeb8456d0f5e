package dev.pulsegate.platform.socket;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What is counted of the sockets of one endpoint. */
final class SocketMeters {

    private final String endpoint;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter sent;
    private final Counter dropped;
    private final Map<SocketClose, Counter> closed = new EnumMap<>(SocketClose.class);

    SocketMeters(MeterRegistry registry, String endpoint) {
        this.endpoint = endpoint;
        this.sent = registry.counter("pulsegate.sockets.messages.sent", "endpoint", endpoint);
        this.dropped = registry.counter("pulsegate.sockets.messages.dropped", "endpoint", endpoint);
        for (var why : SocketClose.values()) {
            closed.put(
                    why,
                    registry.counter(
                            "pulsegate.sockets.closed",
                            "endpoint",
                            endpoint,
                            "why",
                            why.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Lets these be the ones whose open sockets are shown; counters of a name are shared, a gauge is the first one's. */
    void show(MeterRegistry registry) {
        registry.gauge("pulsegate.sockets.open", Tags.of("endpoint", endpoint), open);
    }

    int open() {
        return open.get();
    }

    void opened() {
        open.incrementAndGet();
    }

    void left() {
        open.decrementAndGet();
    }

    void sent() {
        sent.increment();
    }

    void dropped(long count) {
        dropped.increment((double) count);
    }

    void closed(SocketClose why) {
        closed.get(why).increment();
    }
}
