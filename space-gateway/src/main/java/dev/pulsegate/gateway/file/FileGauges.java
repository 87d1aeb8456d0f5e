package dev.pulsegate.gateway.file;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jdbi.v3.core.Jdbi;

import dev.pulsegate.platform.task.Tasks;

/** How many files are stored, by all replicas together, as it was a minute ago at most. */
@ApplicationScoped
class FileGauges {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_SECONDS = 20;

    private static final String STORED =
            "select count(*) as files, coalesce(sum(size_bytes), 0) as bytes from file where state = 'ready'";

    private final Jdbi jdbi;
    private volatile Stored stored = new Stored(0, 0);

    private record Stored(long files, long bytes) {}

    FileGauges(Jdbi jdbi, MeterRegistry registry) {
        this.jdbi = jdbi;
        Gauge.builder("pulsegate.files.stored", this, gauges -> gauges.stored.files())
                .register(registry);
        Gauge.builder("pulsegate.files.stored.size", this, gauges -> gauges.stored.bytes())
                .baseUnit("bytes")
                .register(registry);
    }

    void keepCounting(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("file-gauges", PERIOD, this::count);
    }

    private void count() {
        stored = jdbi.withHandle(handle -> handle.createQuery(STORED)
                .setQueryTimeout(MOST_SECONDS)
                .map((row, context) -> new Stored(row.getLong("files"), row.getLong("bytes")))
                .one());
    }
}
