package dev.pulsegate.gateway.replica;

import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.contracts.RequestChanged;
import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.trace.RequestSpans;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.trace.ChannelSpans;

/**
 * The channel {@code request-changed}: tells the other gateway processes of changes here, and hears of theirs. What cannot
 * be sent is dropped: everybody finds it in the database soon.
 */
@ApplicationScoped
public class ChangeChannel implements QueueListener {

    private final UUID self;
    private final Presence presence;
    private final Dispatcher dispatcher;
    private final EventFeed feed;
    private final ChannelJson json;
    private final RequestSpans spans;
    private final Emitter<String> emitter;

    /** This process, among beans. */
    public record Self(UUID id) {}

    ChangeChannel(
            Self self,
            Presence presence,
            Dispatcher dispatcher,
            EventFeed feed,
            ChannelJson json,
            RequestSpans spans,
            @Channel(RequestChanged.CHANNEL + "-out") @OnOverflow(OnOverflow.Strategy.DROP) Emitter<String> emitter) {
        this.self = self.id();
        this.presence = presence;
        this.dispatcher = dispatcher;
        this.feed = feed;
        this.json = json;
        this.spans = spans;
        this.emitter = emitter;
    }

    @Override
    public void changed(List<Change> changes) {
        if (!presence.isAlone() && emitter.hasRequests()) {
            var said = changes.stream().map(ChangeChannel::said).toList();
            var text = json.write(new RequestChanged(Uuid7.next(), self, said));
            var span = spans.commonTo(changes);
            if (span.isValid()) {
                emitter.send(Message.of(text, Metadata.of(ChannelSpans.belonging(json.headersOf(text), span))));
            } else {
                emitter.send(text).exceptionally(lost -> null);
            }
        }
    }

    private static RequestChanged.Change said(Change change) {
        return new RequestChanged.Change(
                change.requestId(),
                change.spaceId(),
                change.after().wireName(),
                change.rank(),
                change.attempt(),
                change.replica());
    }

    /** Hears what another process, or this one, has said. Never blocks. */
    @Incoming(RequestChanged.CHANNEL + "-in")
    public void heard(String message) {
        var heard = json.read(message, RequestChanged.class);
        if (heard.replica().equals(self)) {
            return;
        }
        dispatcher.changed(heard.changes().stream().map(ChangeChannel::heard).toList());
        heard.changes().forEach(change -> feed.changedElsewhere(change.requestId()));
    }

    /** What was there before is of no interest here; the events are read from the database. */
    private static Change heard(RequestChanged.Change said) {
        return new Change(
                said.requestId(),
                said.spaceId(),
                null,
                null,
                RequestState.ofWireName(said.status()),
                said.rank(),
                said.attempt(),
                said.holder(),
                List.of(),
                null,
                null,
                null);
    }
}
