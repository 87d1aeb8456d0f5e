package dev.pulsegate.platform.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.multi.MultiSelectFirstUntilOtherOp;
import org.jboss.logging.Logger;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.connection.OpenConnection.End;
import dev.pulsegate.platform.connection.OpenConnection.Kind;
import dev.pulsegate.platform.task.Tasks;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.RevokedTokens;

/**
 * All that stays open in this process. What is revoked ends at once, and within a second also what was opened while it was
 * being revoked; so does what outlives its token. No lock is held while something is ended.
 */
@ApplicationScoped
public class OpenConnections {

    private static final Logger LOG = Logger.getLogger(OpenConnections.class);

    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);

    private final RevokedTokens revoked;
    private final Clock clock = Clock.systemUTC();
    private final Map<Kind, Set<OpenConnection>> open = new EnumMap<>(Kind.class);

    OpenConnections(RevokedTokens revoked, MeterRegistry registry) {
        this.revoked = revoked;
        for (var kind : Kind.values()) {
            Set<OpenConnection> ofKind = ConcurrentHashMap.newKeySet();
            open.put(kind, ofKind);
            registry.gaugeCollectionSize(
                    "pulsegate.connections.open", Tags.of("kind", kind.name().toLowerCase(Locale.ROOT)), ofKind);
        }
    }

    /** One that is open from now on. */
    public void join(OpenConnection connection) {
        open.get(connection.kind()).add(connection);
    }

    /** One that is not open any more. */
    public void leave(OpenConnection connection) {
        open.get(connection.kind()).remove(connection);
    }

    /** How many of a kind are open. */
    public int open(Kind kind) {
        return open.get(kind).size();
    }

    /**
     * Holds something open for a caller until it is closed; what it takes to end it before is an action.
     *
     * @param end called by any thread, perhaps more than once; must not block
     */
    public Held hold(Kind kind, Caller caller, Runnable end) {
        var held = new Held(this, kind, caller, end);
        join(held);
        return held;
    }

    /** A stream for a caller that ends when the caller may have no more of it. */
    public <T> Multi<T> stream(Caller caller, Multi<T> content) {
        return Multi.createFrom().deferred(() -> {
            var over = new CompletableFuture<Void>();
            var upstream = new AtomicReference<Flow.Subscription>(Subscriptions.CANCELLED);
            var held = hold(Kind.EVENT_STREAM, caller, () -> {
                over.complete(null);
                upstream.get().cancel();
            });
            var until = Uni.createFrom().completionStage(over).toMulti();
            return new MultiSelectFirstUntilOtherOp<>(content.onSubscription().invoke(upstream::set), until)
                    .onTermination()
                    .invoke(held::close);
        });
    }

    void revoked(@Observes SessionRevoked revocation) {
        forEach(connection -> connection
                .openFor()
                .filter(caller -> RevokedTokens.concerns(revocation, caller))
                .ifPresent(caller -> connection.end(End.REVOKED)));
    }

    void keepSweeping(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("connection-sweep", SWEEP_PERIOD, this::sweep);
    }

    private void sweep() {
        var now = clock.instant();
        forEach(connection -> {
            if (connection.openFor().filter(revoked::covers).isPresent()) {
                connection.end(End.REVOKED);
            } else if (!now.isBefore(connection.endsAt())) {
                connection.end(End.EXPIRED);
            }
        });
    }

    private void forEach(Consumer<OpenConnection> action) {
        for (var ofKind : open.values()) {
            for (var connection : ofKind) {
                try {
                    action.accept(connection);
                } catch (RuntimeException e) {
                    LOG.errorf(e, "A connection of kind %s could not be ended", connection.kind());
                }
            }
        }
    }

    /** Something held open; closing it lets go. */
    public static final class Held implements OpenConnection, AutoCloseable {

        private final OpenConnections connections;
        private final Kind kind;
        private final Caller caller;
        private final Runnable end;

        private Held(OpenConnections connections, Kind kind, Caller caller, Runnable end) {
            this.connections = connections;
            this.kind = kind;
            this.caller = caller;
            this.end = end;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public Optional<Caller> openFor() {
            return Optional.of(caller);
        }

        @Override
        public Instant endsAt() {
            return caller.expiresAt();
        }

        @Override
        public void end(End why) {
            end.run();
        }

        @Override
        public void close() {
            connections.leave(this);
        }
    }
}
