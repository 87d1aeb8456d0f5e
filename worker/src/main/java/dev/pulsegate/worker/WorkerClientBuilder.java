package dev.pulsegate.worker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.connection.Pause;
import dev.pulsegate.worker.handler.Handler;
import dev.pulsegate.workerprotocol.InputKind;
import dev.pulsegate.workerprotocol.ProtocolLimits;
import dev.pulsegate.workerprotocol.WorkerMessage;

/** Builds a {@link WorkerClient}. Spaces and a handler are needed; all else has a default. */
public final class WorkerClientBuilder {

    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(15);

    private final GatewayAddress gateway;
    // What is null was not given.
    private String accessKey;
    private String name;
    private String version;
    private Handler handler;
    private List<String> spaces = List.of();
    private int capacity = 1;
    private Set<InputKind> inputs = EnumSet.noneOf(InputKind.class);
    private WorkerListener listener = event -> {};
    private boolean stopWhenRefused = true;
    private Duration drainLimit = DRAIN_LIMIT;
    private Duration silenceLimit = SILENCE_LIMIT;
    private Pause pause = Pause.real();
    private RandomGenerator random = new SplittableRandom();
    private InstantSource clock = InstantSource.system();

    WorkerClientBuilder(GatewayAddress gateway) {
        this.gateway = gateway;
    }

    /** The access key; without one, only open spaces can be served. */
    public WorkerClientBuilder accessKey(String key) {
        accessKey = Objects.requireNonNull(key);
        return this;
    }

    /** The names of the spaces to serve. */
    public WorkerClientBuilder spaces(String... names) {
        return spaces(List.of(names));
    }

    /** The names of the spaces to serve, 1 to 100. */
    public WorkerClientBuilder spaces(Collection<String> names) {
        spaces = names.stream().distinct().toList();
        spaces.forEach(space -> checkName("the name of a space", space));
        if (spaces.isEmpty() || spaces.size() > ProtocolLimits.MAX_SPACES) {
            throw new IllegalArgumentException("a worker serves 1 to " + ProtocolLimits.MAX_SPACES + " spaces");
        }
        return this;
    }

    /** How many requests to have at once, 1 to 1000; 1 by default. */
    public WorkerClientBuilder capacity(int requests) {
        if (requests < 1 || requests > ProtocolLimits.MAX_CAPACITY) {
            throw new IllegalArgumentException("the capacity is from 1 to " + ProtocolLimits.MAX_CAPACITY);
        }
        capacity = requests;
        return this;
    }

    /** A name for the worker, for people. */
    public WorkerClientBuilder name(String text) {
        name = checkName("the worker's name", text);
        return this;
    }

    /** The version of what serves, for people. */
    public WorkerClientBuilder version(String text) {
        version = checkName("the worker's version", text);
        return this;
    }

    /** The kinds of input the handler can take; all by default. */
    public WorkerClientBuilder inputs(Set<InputKind> kinds) {
        inputs = Set.copyOf(kinds);
        return this;
    }

    /** What answers requests. */
    public WorkerClientBuilder handler(Handler answering) {
        handler = Objects.requireNonNull(answering);
        return this;
    }

    /** What hears of all that happens, for a log. */
    public WorkerClientBuilder listener(WorkerListener hearing) {
        listener = Objects.requireNonNull(hearing);
        return this;
    }

    /** Whether to try again for ever even if the gateway refuses the key or the registration. */
    public WorkerClientBuilder keepTryingWhenRefused(boolean keepTrying) {
        stopWhenRefused = !keepTrying;
        return this;
    }

    /** How long draining may take before what is left is given up; 2 minutes by default. */
    public WorkerClientBuilder drainLimit(Duration limit) {
        drainLimit = positive(limit);
        return this;
    }

    /** How long the gateway may be silent before the connection is given up; 15 s by default, and it pings more often. */
    public WorkerClientBuilder silenceLimit(Duration limit) {
        silenceLimit = positive(limit);
        return this;
    }

    WorkerClientBuilder pause(Pause waiting) {
        pause = waiting;
        return this;
    }

    WorkerClientBuilder random(RandomGenerator generator) {
        random = generator;
        return this;
    }

    WorkerClientBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /**
     * The client; {@link WorkerClient#run} starts it.
     *
     * @throws IllegalStateException if there are no spaces or there is no handler
     */
    public WorkerClient build() {
        if (spaces.isEmpty() || handler == null) {
            throw new IllegalStateException("a worker needs spaces and a handler");
        }
        return new WorkerClient(new WorkerSettings(
                gateway,
                accessKey,
                new WorkerMessage.Register(spaces, capacity, name, version, inputs, List.of()),
                handler,
                new QuietListener(listener),
                stopWhenRefused,
                drainLimit,
                silenceLimit,
                pause,
                random,
                clock));
    }

    private static String checkName(String what, String text) {
        if (text.isBlank() || text.length() > ProtocolLimits.MAX_NAME_CHARS) {
            throw new IllegalArgumentException(what + " has 1 to " + ProtocolLimits.MAX_NAME_CHARS + " characters");
        }
        return text;
    }

    private static Duration positive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("not a positive time: " + duration);
        }
        return duration;
    }
}
