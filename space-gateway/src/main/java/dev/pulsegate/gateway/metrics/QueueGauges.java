package dev.pulsegate.gateway.metrics;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.dispatch.SpaceWorkers;
import dev.pulsegate.gateway.metrics.SpaceMeters.Figures;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.read.QueueFigures;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.task.Tasks;

/**
 * Looks every few seconds how busy all spaces are, whoever's workers they have, and shows that. Scraped as often as anybody
 * likes, it costs the database the same.
 */
@ApplicationScoped
class QueueGauges {

    private final MeteredSpaces meters;
    private final SpaceDirectory spaces;
    private final QueueLengths lengths;
    private final QueueFigures figures;
    private final Presence presence;
    private final Duration period;

    QueueGauges(
            MeteredSpaces meters,
            SpaceDirectory spaces,
            QueueLengths lengths,
            QueueFigures figures,
            Presence presence,
            GatewayConfig config) {
        this.meters = meters;
        this.spaces = spaces;
        this.lengths = lengths;
        this.figures = figures;
        this.presence = presence;
        this.period = config.metrics().period();
    }

    void keepLooking(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("queue-gauges", period, this::look);
    }

    private void look() throws SQLException {
        var running = figures.running();
        var first = figures.firstAccepted();
        var workers = presence.workers();
        var shown = new HashMap<SpaceMeters, Figures>();
        for (var space : spaces.known()) {
            var id = space.id();
            var its = workers.getOrDefault(id, SpaceWorkers.NONE);
            var known = new Figures(
                    lengths.of(id),
                    running.getOrDefault(id, 0L),
                    first.get(id),
                    its.connected(),
                    its.busy(),
                    its.capacity());
            shown.merge(meters.of(id), known, Figures::and);
        }
        meters.all().forEach(each -> each.show(shown.getOrDefault(each, Figures.NONE)));
    }
}
