package dev.pulsegate.gateway.replica;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.WorkerSnapshot;

/**
 * The workers of all gateway processes, one by one, for people to look at. Each process tells its own with its heartbeat:
 * only what has changed, and once a second at most, as the list is long where workers are many.
 */
final class WorkerRoster {

    private static final Logger LOG = Logger.getLogger(WorkerRoster.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final TypeReference<List<WorkerSnapshot>> WORKERS = new TypeReference<>() {};

    private final UUID self;
    private final ReplicaTable replicas;
    private final Dispatcher dispatcher;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            // another process may be of a later version
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private String told = "";
    private long toldNanos = System.nanoTime() - TELL_EVERY.toNanos();

    WorkerRoster(UUID self, ReplicaTable replicas, Dispatcher dispatcher) {
        this.self = self;
        this.replicas = replicas;
        this.dispatcher = dispatcher;
    }

    /**
     * Tells the others; for one thread.
     *
     * @param wasTold whether they have what was told last
     */
    void tell(boolean wasTold) {
        if (wasTold && System.nanoTime() - toldNanos < TELL_EVERY.toNanos()) {
            return;
        }
        var text = write(dispatcher.connected());
        if (!wasTold || !text.equals(told)) {
            replicas.tellConnections(self, text);
            told = text;
            toldNanos = System.nanoTime();
        }
    }

    /** All workers, here and at the processes that are alive. */
    List<WorkerSnapshot> all(Duration deadAfter) {
        var all = new ArrayList<>(dispatcher.connected());
        replicas.connections(self, deadAfter).forEach((replica, text) -> all.addAll(read(replica, text)));
        return all;
    }

    private String write(List<WorkerSnapshot> workers) {
        try {
            return json.writeValueAsString(workers);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<WorkerSnapshot> read(UUID replica, String text) {
        try {
            return json.readValue(text, WORKERS);
        } catch (JsonProcessingException e) {
            LOG.warnf("What gateway process %s says of its workers cannot be read: %s", replica, e.getMessage());
            return List.of();
        }
    }
}
