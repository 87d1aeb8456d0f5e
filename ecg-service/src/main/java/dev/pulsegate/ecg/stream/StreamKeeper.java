package dev.pulsegate.ecg.stream;

import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.jboss.logging.Logger;

import dev.pulsegate.ecg.live.LiveStreams;

/** Brings what runs here in line with the database: any replica may have made, changed or deleted a stream. */
@ApplicationScoped
class StreamKeeper {

    private static final Logger LOG = Logger.getLogger(StreamKeeper.class);

    private final StreamCatalogue catalogue;
    private final LiveStreams live;
    private final HeartRates heartRates;

    StreamKeeper(StreamCatalogue catalogue, LiveStreams live, HeartRates heartRates) {
        this.catalogue = catalogue;
        this.live = live;
        this.heartRates = heartRates;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reconcile() {
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
