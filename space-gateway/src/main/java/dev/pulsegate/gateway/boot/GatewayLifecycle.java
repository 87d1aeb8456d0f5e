package dev.pulsegate.gateway.boot;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.metrics.RequestMeters;
import dev.pulsegate.gateway.queue.ChangeBus;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.accept.RequestAcceptor;
import dev.pulsegate.gateway.queue.report.AttemptReports;
import dev.pulsegate.gateway.replica.ChangeChannel;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.space.SpaceDirectory.SpacesChanged;
import dev.pulsegate.gateway.trace.RequestSpans;
import dev.pulsegate.gateway.webhook.WebhookSchedule;
import dev.pulsegate.platform.stop.Leaving;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/** Who hears of what, and in which order all of it begins and ends. */
@ApplicationScoped
class GatewayLifecycle {

    private static final Duration FOLLOWING = Duration.ofSeconds(2);

    private final SpaceDirectory spaces;
    private final RequestAcceptor acceptor;
    private final AttemptReports reports;
    private final Presence presence;
    private final Dispatcher dispatcher;
    private final Housekeeping housekeeping;
    private final EventFeed feed;
    private final RepeatedTask following;
    private final WebhookSchedule webhooks;

    GatewayLifecycle(
            SpaceDirectory spaces,
            RequestAcceptor acceptor,
            AttemptReports reports,
            Presence presence,
            Dispatcher dispatcher,
            Housekeeping housekeeping,
            EventFeed feed,
            WebhookSchedule webhooks,
            Supervision supervision) {
        this.spaces = spaces;
        this.acceptor = acceptor;
        this.reports = reports;
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.housekeeping = housekeeping;
        this.feed = feed;
        this.following = new RepeatedTask(supervision, "event-feed", FOLLOWING, feed::poll);
        this.webhooks = webhooks;
    }

    void start(
            @Observes StartupEvent event,
            ChangeBus changes,
            QueueLengths lengths,
            ChangeChannel channel,
            RequestMeters meters,
            RequestSpans spans) {
        spaces.refresh();
        // Before anybody else, so that whoever hears of a change finds them right.
        changes.add(lengths);
        changes.add(dispatcher);
        changes.add(feed);
        changes.add(channel);
        changes.add(meters);
        if (spans.areOn()) {
            changes.add(spans);
        }
        acceptor.start();
        reports.start();
        presence.start();
        dispatcher.start();
        housekeeping.start();
        following.start();
        webhooks.start();
    }

    void spacesChanged(@Observes SpacesChanged event) {
        dispatcher.spacesChanged();
    }

    /** A worker that is sent away from now on does not pay for it with an attempt. */
    void leaving(@Observes Leaving leaving) {
        dispatcher.stopHandingOver();
        feed.close();
    }

    void stop(@Observes ShutdownEvent event) {
        feed.close();
        housekeeping.stop();
        following.close();
        dispatcher.close();
        presence.leave();
        acceptor.close();
        reports.close();
        webhooks.stop();
    }
}
