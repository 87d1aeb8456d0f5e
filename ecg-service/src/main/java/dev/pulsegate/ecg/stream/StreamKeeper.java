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
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final StreamCatalogue catalogue;
    private final LiveStreams live;
    private final HeartRates heartRates;

    StreamKeeper(StreamCatalogue catalogue, LiveStreams live, HeartRates heartRates) {
        this.catalogue = catalogue;
        this.live = live;
        this.heartRates = heartRates;
    }

    void keepReconciling(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("stream-keeper", PERIOD, this::reconcile);
    }

    private void reconcile() {
        catalogue.gone(live.running()).forEach(live::end);
        catalogue.made(live.running()).forEach(heartRates::apply);
        catalogue.persistent().forEach(this::keepRunning);
    }

    private void keepRunning(String id) {
        live.find(id).exceptionally(failure -> {
            LOG.warnf("Stream %s is to be kept running but cannot be opened: %s", id, failure.toString());
            return Optional.empty();
        });
    }
}
