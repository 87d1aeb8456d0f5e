package dev.pulsegate.gateway;

import java.time.Duration;
import java.util.Optional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What can be configured of space-gateway. Checked when the service starts. */
@ConfigMapping(prefix = "pulsegate.gateway")
public interface GatewayConfig {

    /** What of requests is kept in memory. */
    @Valid
    Queue queue();

    /** Workers' connections. */
    @Valid
    Workers workers();

    /** The gateway processes that share a database. */
    @Valid
    Replicas replicas();

    /** Failures that another attempt may undo. */
    @Valid
    Retry retry();

    /** Following requests. */
    @Valid
    Events events();

    /** How long finished requests are kept. */
    @Valid
    Retention retention();

    /** Telling the end of requests to other systems. */
    @Valid
    Webhooks webhooks();

    /** What operators are told in figures. */
    @Valid
    Metrics metrics();

    /** What of requests is kept in memory. */
    interface Queue {

        /** How long a submission waits for a database that does not answer. */
        @DurationMin(millis = 100)
        @WithDefault("10s")
        Duration acceptPatience();

        /** The longest submission as JSON: twice what a prompt can be, for what JSON escapes. */
        @WithDefault("2M")
        MemorySize maxSubmission();

        /** How much of submissions that are not committed yet; by default 64 MB, but no more than a 16th of the heap. */
        Optional<MemorySize> acceptMemory();

        /** How much of workers' output that is not committed yet; by default 128 MB, but no more than an 8th of the heap. */
        Optional<MemorySize> reportMemory();
    }

    /** Workers' connections. */
    interface Workers {

        /** How often a worker is pinged. */
        @DurationMin(millis = 100)
        @WithDefault("3s")
        Duration pingInterval();

        /** How long a worker may leave pings unanswered; with the interval less than ten seconds. */
        @DurationMin(millis = 100)
        @WithDefault("4s")
        Duration pongTimeout();

        /** How long a connection may last without being registered. */
        @DurationMin(millis = 100)
        @WithDefault("10s")
        Duration registerTimeout();

        /** How much output of one connection may wait for the database, in bytes. */
        @WithDefault("16M")
        MemorySize uncommittedMemory();

        /** Messages that a worker may send in a second, over time. */
        @Min(1)
        @Max(1_000_000)
        @WithDefault("10000")
        int inboundPerSecond();

        /** Messages that a worker may send at once after a silence. */
        @Min(1)
        @Max(1_000_000)
        @WithDefault("20000")
        int inboundBurst();
    }

    /** The gateway processes that share a database; the same for all of them. */
    interface Replicas {

        /** How often a process says that it is alive, and looks for those that are not. */
        @DurationMin(millis = 100)
        @WithDefault("1s")
        Duration heartbeat();

        /**
         * How long a process may be silent before the others take it for dead: at least three heartbeats. The longer it
         * is, the longer a busy or cut off process has to be heard of again.
         */
        @DurationMin(millis = 300)
        @WithDefault("6s")
        Duration deadAfter();

        /**
         * How long the workers of a process that is dead or has stopped then have to come back, to any process, and go on
         * with what they have; from when the process they come back to can hear them. What nobody has spoken for is put
         * back after it, within two heartbeats.
         */
        @DurationMin(millis = 0)
        @WithDefault("10s")
        Duration returnGrace();

        /** Whether a lost heartbeat or two are forgiven. */
        @AssertTrue(message = "dead-after has to be at least three heartbeats")
        default boolean isPatient() {
            return deadAfter().compareTo(heartbeat().multipliedBy(3)) >= 0;
        }
    }

    /** Failures that another attempt may undo: reported as {@code retryable}, or the ends of workers' connections. */
    interface Retry {

        /**
         * How long a request waits for its second attempt, about; four times as long for each further one. The first time
         * a worker's connection ends it does not wait.
         */
        @DurationMin(millis = 1)
        @WithDefault("250ms")
        Duration firstPause();

        /** How long it waits at most. */
        @DurationMin(millis = 1)
        @DurationMax(hours = 1)
        @WithDefault("1m")
        Duration longestPause();

        /** After how many failures in a row a worker gets nothing for a while. */
        @Min(1)
        @Max(1_000_000)
        @WithDefault("3")
        int mostFailures();

        /** For how long, about; four times as long each time it then fails again. */
        @DurationMin(millis = 1)
        @WithDefault("1s")
        Duration firstSetAside();

        /** For how long at most. */
        @DurationMin(millis = 1)
        @DurationMax(hours = 1)
        @WithDefault("1m")
        Duration longestSetAside();
    }

    /** Following requests. */
    interface Events {

        /** How many may follow requests at the same time. */
        @Min(1)
        @Max(1_000_000)
        @WithDefault("10000")
        int followers();

        /**
         * After how long of silence a heartbeat is sent, so that nobody takes the connection for dead; the app does after
         * three times as long.
         */
        @DurationMin(millis = 100)
        @WithDefault("15s")
        Duration heartbeat();

        /** How often a waiting request's position is looked at again. */
        @DurationMin(millis = 100)
        @WithDefault("2s")
        Duration positionInterval();
    }

    /** How long finished requests are kept. */
    interface Retention {

        /** How long, from when they were accepted. */
        @DurationMin(hours = 24)
        @WithDefault("30d")
        Duration keep();

        /** How long the files of those are kept that failed, expired or were canceled, from when they did. */
        @DurationMin(seconds = 0)
        @WithDefault("1h")
        Duration unsuccessfulFiles();

        /** How many are deleted in one transaction. */
        @Min(1)
        @Max(100_000)
        @WithDefault("1000")
        int batch();
    }

    /** What operators are told in figures. */
    interface Metrics {

        /** How many spaces have figures of their own, the oldest ones; the rest share the label {@code other}. */
        @Min(0)
        @Max(10_000)
        @WithDefault("100")
        int spaces();

        /** How often it is looked how busy spaces are. */
        @DurationMin(millis = 100)
        @DurationMax(minutes = 5)
        @WithDefault("5s")
        Duration period();
    }

    /** Telling the end of requests to other systems. */
    interface Webhooks {

        /** Whether addresses of this machine and of private networks may be called. */
        @WithDefault("false")
        boolean allowPrivateAddresses();

        /** How long one may take from looking up the name to the end of the answer; then the connection is cut. */
        @DurationMin(millis = 100)
        @DurationMax(minutes = 10)
        @WithDefault("10s")
        Duration timeout();

        /** How many this process posts at once. */
        @Min(1)
        @Max(1024)
        @WithDefault("64")
        int concurrency();

        /** How many of these may go to one host. */
        @Min(1)
        @Max(1024)
        @WithDefault("4")
        int concurrencyPerHost();

        /** How many of these may be of one account's requests. */
        @Min(1)
        @Max(1024)
        @WithDefault("8")
        int concurrencyPerAccount();

        /** How often one is tried. */
        @Min(1)
        @Max(100)
        @WithDefault("12")
        int attempts();

        /** The pause before the second attempt; each further one is twice as long, up to six hours. */
        @DurationMin(millis = 10)
        @WithDefault("10s")
        Duration firstPause();
    }
}
