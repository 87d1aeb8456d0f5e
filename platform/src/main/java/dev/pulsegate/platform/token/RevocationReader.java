package dev.pulsegate.platform.token;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.broker.Broker;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.task.Backoff;
import dev.pulsegate.platform.task.CoreThread;
import dev.pulsegate.platform.task.Supervision;

/**
 * Reads the revocations that auth-service publishes: at start, every few seconds while the channel is not connected, and
 * now and then while it is, as nobody else would notice what a channel loses. Where auth-service is in the same process,
 * nothing is read.
 */
@ApplicationScoped
public class RevocationReader {

    private static final Logger LOG = Logger.getLogger(RevocationReader.class);
    private static final String CHANNEL = SessionRevoked.CHANNEL + "-in";
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** How long it may take to notice that the channel has come or gone. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

    private final PlatformConfig.Token config;
    private final ChannelJson json;
    private final RevokedTokens revoked;
    private final Broker broker;
    private final Supervision supervision;
    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    private final Backoff pauses;
    private volatile RevocationState state = new RevocationState.InProcess();
    private volatile boolean stopped;
    private RemoteRevocations source;
    private CoreThread thread;
    private boolean toldStale;

    RevocationReader(
            PlatformConfig config,
            ChannelJson json,
            RevokedTokens revoked,
            Broker broker,
            Supervision supervision,
            MeterRegistry registry) {
        this.config = config.token();
        this.json = json;
        this.revoked = revoked;
        this.broker = broker;
        this.supervision = supervision;
        this.registry = registry;
        this.pauses = new Backoff(this.config.revocationsInterval(), LONGEST_PAUSE);
    }

    /** Reads from now on, what is signed with these keys. */
    void start(VerificationKeys keys) {
        state = new RevocationState.Unknown(clock.instant());
        Gauge.builder(
                        "pulsegate.revocations.age",
                        this,
                        reader -> reader.state().age(clock.instant()).toMillis() / 1000.0)
                .baseUnit("seconds")
                .register(registry);
        source = new RemoteRevocations(config, keys, json);
        thread = supervision.thread("revocation-reader", () -> readUntilStopped(source, keys));
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (thread != null) {
            source.close();
            thread.close();
        }
    }

    /** What this process knows of revocations. */
    RevocationState state() {
        return state;
    }

    /** Whether it is older than it may become. */
    boolean isStale() {
        return state.age(clock.instant()).compareTo(config.revocationsMaxAge()) > 0;
    }

    private void readUntilStopped(RemoteRevocations from, VerificationKeys keys) {
        while (!stopped && !keys.areKnown()) {
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
            tellOfAge();
        }
        while (!stopped) {
            boolean connected = broker.isConnected(CHANNEL);
            var pause = read(from, connected);
            var deadline = System.nanoTime() + pause.toNanos();
            // One that has come back may have missed what was said meanwhile.
            while (!stopped && System.nanoTime() - deadline < 0 && broker.isConnected(CHANNEL) == connected) {
                LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
            }
        }
    }

    /** Reads them once; tells how long to wait before the next time. */
    private Duration read(RemoteRevocations from, boolean connected) {
        Duration pause;
        try {
            var news = from.read();
            news.revocations().forEach(revoked::learn);
            state = new RevocationState.Read(clock.instant(), news.complete());
            pauses.reset();
            pause = connected ? config.revocationsCheckInterval() : config.revocationsInterval();
        } catch (RevocationsUnreadableException e) {
            LOG.debugf("The revocations could not be read: %s", e.getMessage());
            pause = pauses.next();
            if (connected) {
                state = state.heardByChannel(clock.instant());
            }
        }
        tellOfAge();
        return pause;
    }

    private void tellOfAge() {
        boolean stale = isStale();
        if (stale && !toldStale) {
            LOG.warnf(
                    "What was revoked since %s is not known here: neither the channel nor auth-service can be reached",
                    state.since());
        } else if (!stale && toldStale) {
            LOG.info("Revocations are known again");
        }
        toldStale = stale;
    }
}
