package dev.pulsegate.ecg.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;

import dev.pulsegate.ecg.EcgConfig;
import dev.pulsegate.ecg.signal.EcgSource;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.task.Supervision;

/** The streams running in this process. Whoever wants to watch one finds it here, running already or started now. */
@Startup
@ApplicationScoped
public class LiveStreams {

    private final Map<String, LiveStream> running = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Optional<LiveStream>>> starting = new ConcurrentHashMap<>();
    private final SourceFactory sources;
    private final EcgConfig config;
    private final Executor blocking;
    private final Supervision supervision;
    private final StreamMeters meters;

    LiveStreams(
            SourceFactory sources,
            EcgConfig config,
            @VirtualThreads ExecutorService blocking,
            Supervision supervision,
            MeterRegistry registry) {
        this.sources = sources;
        this.config = config;
        this.blocking = blocking;
        this.supervision = supervision;
        this.meters = new StreamMeters(registry, running);
    }

    /**
     * The stream of an id, running. Returns at once; a stream that has to be started first comes later, on another thread.
     *
     * @return nothing if there is no such stream; fails if its source cannot be opened
     */
    public CompletionStage<Optional<LiveStream>> find(String id) {
        var stream = here(id);
        return stream.isPresent() ? CompletableFuture.completedFuture(stream) : startOnce(id);
    }

    private Optional<LiveStream> here(String id) {
        return Optional.ofNullable(running.get(id)).filter(stream -> !stream.isEnded());
    }

    /** Whoever wants the same stream meanwhile waits for this start, and nobody else for it. */
    private CompletionStage<Optional<LiveStream>> startOnce(String id) {
        var mine = new CompletableFuture<Optional<LiveStream>>();
        var others = starting.putIfAbsent(id, mine);
        if (others != null) {
            return others;
        }
        var started = mine.whenComplete((stream, failure) -> starting.remove(id, mine));
        mine.completeAsync(() -> here(id).or(() -> start(id)), blocking);
        return started;
    }

    private Optional<LiveStream> start(String id) {
        try {
            var opened = sources.open(id);
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            var stream = new LiveStream(
                    id,
                    opened.get(),
                    config.streams().idleLinger(),
                    ended -> running.remove(id, ended),
                    meters,
                    supervision);
            running.put(id, stream);
            stream.start();
            return Optional.of(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many watch a stream here. */
    public int viewers(String id) {
        var stream = running.get(id);
        return stream == null ? 0 : stream.viewers();
    }

    /** Where the samples of a stream come from, if it runs here. It is read by the stream alone. */
    public Optional<EcgSource> source(String id) {
        return Optional.ofNullable(running.get(id)).map(LiveStream::source);
    }

    /** The ids of the streams running here. */
    public Set<String> running() {
        return Set.copyOf(running.keySet());
    }

    /** Ends a stream, if it runs here: its viewers' sockets close. */
    public void end(String id) {
        var stream = running.get(id);
        if (stream != null) {
            stream.end(SocketClose.GONE);
        }
    }

    void stopping(@Observes ShutdownEvent event) {
        running.values().forEach(stream -> stream.end(SocketClose.GOING_AWAY));
    }
}
