package dev.pulsegate.platform;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is configured in the same way for every service. Checked when the service starts. */
@ConfigMapping(prefix = "pulsegate.platform")
public interface PlatformConfig {

    /** Which access tokens are taken. */
    @Valid
    Token token();

    /** Which other sites may act here through a person's browser. */
    CrossSite crossSite();

    /** The bounds every WebSocket peer is kept within. */
    @Valid
    Socket socket();

    /** How the broker is reached. */
    @Valid
    Broker broker();

    /** The bounds of TCP connections. */
    @Valid
    Connections connections();

    /** How much of what comes in may be in memory at once. */
    @Valid
    Memory memory();

    /**
     * How long everything goes on as ever after the process is told to stop, while it says that it is not ready: until
     * whoever sends it requests and connections has seen that.
     */
    @DurationMin(millis = 0)
    @WithDefault("0s")
    Duration stopDelay();

    /**
     * The time in which all who are connected are then sent to other replicas, one after the other. With none, where there
     * is nobody else to go to, all of them are let go at once.
     */
    @DurationMin(millis = 0)
    @DurationMax(minutes = 10)
    @WithDefault("0s")
    Duration stopWindow();

    /**
     * How long requests under way and sockets that are being closed may take after that, before the process stops all the
     * same.
     */
    @DurationMin(millis = 0)
    @WithDefault("10s")
    Duration stopPatience();

    /** How long the rest of a stop may take after {@link #stopPatience}; then the process is ended, whatever hangs. */
    @DurationMin(millis = 100)
    @WithDefault("10s")
    Duration stopMargin();

    /** What is told to other services. */
    @Valid
    Outbox outbox();

    /** Where traces of what happens are sent; off by default. */
    @Valid
    Traces traces();

    /** Where traces of what happens are sent, and how many. */
    interface Traces {

        /**
         * A collector's address for OTLP over HTTP, such as {@code http://collector:4318}. Without one nothing is traced.
         */
        Optional<URI> endpoint();

        /** Headers for the collector, {@code authorization} for one. */
        Map<String, String> headers();

        /** The share of the traces begun here that are recorded. One that comes from outside its sender has decided on. */
        @DecimalMin("0")
        @DecimalMax("1")
        @WithDefault("1")
        double sampleRatio();

        /** How many spans may wait to be sent; more are dropped. */
        @Min(16)
        @Max(1_000_000)
        @WithDefault("2048")
        int buffer();

        /** How often they are sent. */
        @DurationMin(millis = 10)
        @WithDefault("5s")
        Duration interval();

        /** How long the collector may take to take some. */
        @DurationMin(millis = 100)
        @WithDefault("10s")
        Duration timeout();
    }

    /** What is logged may be changed while a service runs. */
    @Valid
    LogLevels logLevels();

    /** What is logged may be changed while a service runs. */
    interface LogLevels {

        /**
         * The categories whose level administrators may change, each with what is below it. At {@code DEBUG} some libraries
         * log headers, tokens or what is in a statement: none of those by default.
         */
        @Size(min = 1, max = 50)
        @WithDefault("dev.pulsegate,io.agroal,org.flywaydb")
        Set<String> categories();
    }

    /** What is told to other services. */
    interface Outbox {

        /**
         * After what time a message that the broker has taken is told again, for whoever was not listening; each further
         * pause is about twice as long.
         */
        @DurationMin(seconds = 1)
        @WithDefault("60s")
        Duration repeatInterval();

        /** The longest of these pauses. */
        @DurationMin(seconds = 1)
        @WithDefault("1h")
        Duration longestRepeatInterval();
    }

    /** Which access tokens are taken. */
    interface Token {

        /** The {@code iss} a token must have: the address people know the installation by. */
        @NotBlank
        @WithDefault("http://localhost:8080")
        String issuer();

        /** The {@code aud} a token must name. */
        @NotBlank
        @WithDefault("pulsegate")
        String audience();

        /** Where the signing keys are published; by default below the issuer. Unused where auth-service is in-process. */
        Optional<URI> jwksUri();

        /** Where revocations are published; by default beside the signing keys. Unused where auth-service is in-process. */
        Optional<URI> revocationsUri();

        /** How often the published revocations are read while their channel is not connected. */
        @DurationMin(millis = 100)
        @WithDefault("2s")
        Duration revocationsInterval();

        /** How often they are read while it is: what a channel loses nobody else would notice. */
        @DurationMin(millis = 100)
        @WithDefault("15s")
        Duration revocationsCheckInterval();

        /** How old what is known of revocations may become before readiness and the log say so. */
        @DurationMin(seconds = 1)
        @WithDefault("60s")
        Duration revocationsMaxAge();

        /**
         * Where access keys are traded for tokens, for clients that cannot do it themselves; by default below the issuer.
         * Unused where auth-service is in-process.
         */
        Optional<URI> tokenEndpoint();

        /** How often the published signing keys are read again. */
        @DurationMin(seconds = 1)
        @WithDefault("60s")
        Duration jwksRefreshInterval();

        /** The cookie that holds a browser's access token. */
        @NotBlank
        @WithDefault("pulsegate_access")
        String cookieName();

        /** How far the clocks of two machines may differ. */
        @WithDefault("5s")
        Duration clockSkew();

        /** How long a revocation is remembered: at least as long as an access token lives. */
        @DurationMin(seconds = 1)
        @WithDefault("15m")
        Duration revocationMemory();
    }

    /**
     * How the broker is reached; where it is and who we are to it stands in {@code amqp-host}, {@code amqp-port},
     * {@code amqp-username}, {@code amqp-password} and {@code amqp-use-ssl}.
     */
    interface Broker {

        /**
         * The {@code quarkus.tls.…} configuration that says whom to trust where {@code amqp-use-ssl} is true, and what to
         * show for ourselves; by default the authorities that the Java runtime knows.
         */
        Optional<String> tlsConfiguration();

        /** How long to wait before it is tried again; each further pause is twice as long. */
        @DurationMin(millis = 1)
        @WithDefault("250ms")
        Duration firstPause();

        /** The longest of these pauses. They go on for as long as the process lives. */
        @DurationMin(millis = 1)
        @WithDefault("10s")
        Duration longestPause();

        /** How long it may take to answer before the connection is given up. */
        @DurationMin(millis = 100)
        @WithDefault("10s")
        Duration answerLimit();

        /**
         * How often a message is tried that its reader fails with, after pauses like those above, before it is put aside.
         * What fails because the database is away does not count.
         */
        @Min(1)
        @WithDefault("10")
        int attempts();

        /** How many characters a message may have; longer ones are not sent, and rejected where they arrive. */
        @Min(1024)
        @WithDefault("1048576")
        int maxMessage();
    }

    /** Which other sites may act here through a person's browser. */
    interface CrossSite {

        /** Origins beside our own, such as {@code https://ward.example.org}. */
        Optional<Set<String>> allowedOrigins();

        /**
         * Takes only what people at this machine send, directly or through a proxy of PulseGate's own on it, which tells the
         * client's address and passes on nobody else's word for it: for services apart while there is a demo account.
         */
        @WithDefault("false")
        boolean thisMachineOnly();
    }

    /** The bounds of TCP connections. */
    interface Connections {

        /** How many there may be; by default one for each 64 KiB of the largest heap. */
        Optional<@Min(1) Integer> max();

        /**
         * How many of them may be of one IP address (of one /64 network with IPv6); by default half. Behind a proxy they
         * are all the proxy's, unless Quarkus is told by {@code quarkus.http.proxy.proxy-address-forwarding} to believe it:
         * then requests and sockets are counted by the addresses it tells.
         */
        Optional<@Min(1) Integer> maxPerAddress();

        /** How long the head of a request may take, from its first byte. */
        @DurationMin(millis = 100)
        @WithDefault("20s")
        Duration headTimeout();

        /** How many lines a request's head may have. */
        @Min(16)
        @Max(10_000)
        @WithDefault("100")
        int maxHeadLines();
    }

    /**
     * How much of what comes in may be in memory at once, for all who send it. One account or address may have a quarter.
     * Whoever finds no room is told to try again.
     */
    interface Memory {

        /** For request bodies that are read into memory; by default a 32nd of the largest heap, but at least 3 MB. */
        Optional<MemorySize> bodies();

        /** For heads and messages that are on their way; by default a 16th of the largest heap, but at least 1 MB. */
        Optional<MemorySize> messages();

        /** How long a request body may take that is read into memory, and how long any other may stand still. */
        @DurationMin(millis = 100)
        @WithDefault("20s")
        Duration bodyTimeout();
    }

    /** The bounds every WebSocket peer is kept within. */
    interface Socket {

        /** The longest message of a peer that has not signed in or registered yet, in bytes. */
        @Min(1024)
        @Max(65_536)
        @WithDefault("8192")
        int strangerMessage();

        /** How many messages may wait for a peer that reads slowly. */
        @Min(1)
        @Max(1024)
        @WithDefault("16")
        int outboxCapacity();

        /** How long one message may take to leave before the peer is given up. */
        @DurationMin(seconds = 1)
        @WithDefault("30s")
        Duration writeDeadline();

        /**
         * The operating system's send buffer of one connection, in bytes. It bounds both the memory a peer that does not
         * read can hold and how old a frame can be when a peer with a slow line gets it.
         */
        @Min(4096)
        @Max(16_777_216)
        @WithDefault("65536")
        int sendBuffer();

        /** How often a silent peer is pinged. */
        @DurationMin(millis = 100)
        @WithDefault("15s")
        Duration pingInterval();

        /** How long a peer may leave pings unanswered; with the interval this bounds how long a dead one is kept. */
        @DurationMin(millis = 100)
        @WithDefault("20s")
        Duration pongTimeout();

        /** How long a peer may take to answer a close frame before the connection is ended without. */
        @DurationMin(seconds = 1)
        @WithDefault("5s")
        Duration closeGrace();

        /** Messages, pings included, that a peer may send in a second, over time. */
        @Min(1)
        @WithDefault("20")
        int inboundPerSecond();

        /** The longest message a peer may send, in characters or bytes, where its endpoint does not take longer ones. */
        @Min(1024)
        @Max(1_048_576)
        @WithDefault("65536")
        int maxMessage();

        /** Messages that a peer may send at once after a silence. */
        @Min(1)
        @WithDefault("40")
        int inboundBurst();
    }
}
