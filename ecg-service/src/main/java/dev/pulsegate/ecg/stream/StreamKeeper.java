package dev.pulsegate.ecg.stream;

import java.time.Duration;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.platform.task.Tasks;

/** Brings what runs here in line with the database: any replica may have made, changed or deleted a stream. */
@ApplicationScoped
class StreamKeeper {

    private static final Logger LOG = Logger.getLogger(StreamKeeper.class);

    /** Well within the time by which a change of the heart rate is put into the future. */
    private static final Duration RUNNING_PERIOD = Duration.ofMillis(500);

    private static final Duration PERSISTENT_PERIOD = Duration.ofSeconds(5);

    private final StreamCatalogue catalogue;
    private final LiveStreams live;
    private final HeartRates heartRates;

    StreamKeeper(StreamCatalogue catalogue, LiveStreams live, HeartRates heartRates) {
        this.catalogue = catalogue;
        this.live = live;
        this.heartRates = heartRates;
    }

    void keepReconciling(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("running-streams", RUNNING_PERIOD, this::followRunning);
        tasks.repeat("stream-keeper", PERSISTENT_PERIOD, this::startPersistent);
    }

    private void followRunning() {
        var changes = catalogue.changes(live.running());
        changes.gone().forEach(live::end);
        changes.heartRates().forEach(heartRates::apply);
    }

    private void startPersistent() {
        catalogue.persistent().forEach(this::keepRunning);
    }

    private void keepRunning(String id) {
        live.find(id).exceptionally(failure -> {
            LOG.warnf("Stream %s is to be kept running but cannot be opened: %s", id, failure.toString());
            return Optional.empty();
        });
    }
}
