package dev.pulsegate.auth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is configured of the auth-service. Checked when it starts. */
@ConfigMapping(prefix = "pulsegate.auth")
public interface AuthConfig {

    /** Who may make an account. */
    Registration registration();

    /** The administrator made at the first start. */
    FirstAdmin firstAdmin();

    /**
     * Makes the account {@code admin} with the password {@code admin123}. For trying things out on one machine: the
     * service refuses to start with it on an address that others can reach.
     */
    @WithDefault("false")
    boolean demoAdmin();

    /** How passwords are hashed. */
    @Valid
    Password password();

    /** How long a sign-in lasts. */
    @Valid
    Session session();

    /** Access tokens. */
    @Valid
    Token token();

    /** Keys that access tokens are signed with. */
    @Valid
    SigningKey signingKey();

    /** Access keys of workers and devices. */
    @Valid
    AccessKey accessKey();

    /** How others hear of what is revoked. */
    @Valid
    Revocation revocation();

    /** How often a thing may be tried, on all replicas together. */
    @Valid
    Throttle throttle();

    /** What is kept of what people did. */
    @Valid
    Audit audit();

    /** Who may make an account. */
    interface Registration {

        /** Whether anyone may; otherwise only administrators make accounts. */
        @WithDefault("true")
        boolean open();
    }

    /** The administrator made at the first start, if there is none yet. Both or neither. */
    interface FirstAdmin {

        /** The account's name. */
        Optional<String> name();

        /** The account's password, to be changed afterwards; a later start does not set it again. */
        Optional<String> password();
    }

    /** Argon2id's cost (RFC 9106); the defaults are OWASP's. */
    interface Password {

        /** Memory of one hash, KiB. */
        @Min(64)
        @Max(1_048_576)
        @WithDefault("19456")
        int memoryKib();

        /** Passes over the memory. */
        @Min(1)
        @Max(64)
        @WithDefault("2")
        int iterations();

        /** Lanes. */
        @Min(1)
        @Max(16)
        @WithDefault("1")
        int parallelism();

        /** Hashes computed at a time, which bounds their memory; by default one a processor. */
        OptionalInt maxConcurrent();

        /** Hashes that may wait for their turn; beyond them the answer is 503. */
        @Min(1)
        @Max(10_000)
        @WithDefault("64")
        int maxWaiting();
    }

    /** How long a sign-in lasts. */
    interface Session {

        /** A session not refreshed for so long has ended. */
        @DurationMin(minutes = 1)
        @WithDefault("30d")
        Duration idleLifetime();

        /** A session ends so long after its sign-in, used or not. */
        @DurationMin(minutes = 1)
        @WithDefault("90d")
        Duration absoluteLifetime();

        /** For so long after a rotation the refresh token before it still gets the same answer. */
        @DurationMin(millis = 0)
        @DurationMax(seconds = 60)
        @WithDefault("10s")
        Duration refreshGrace();

        /** Sessions an account may have; one more ends the oldest. */
        @Min(1)
        @Max(1_000)
        @WithDefault("50")
        int maxPerAccount();

        /** The cookie that holds a browser's refresh token. */
        @NotBlank
        @WithDefault("pulsegate_refresh")
        String refreshCookieName();

        /** When cookies are marked {@code Secure}. */
        @WithDefault("auto")
        SecureCookies secureCookies();

        /**
         * Paths on which, and below which, every request keeps a sign-in by cookie up, as {@code /api/auth/refresh} does:
         * for pages and programs that know nothing of tokens. {@code /} is the start page alone. Only paths that this
         * process answers; the refresh cookie is then sent to all of it.
         */
        Optional<List<@Pattern(regexp = "/[\\w/-]*", message = "must be a path") String>> renewedPaths();
    }

    /** When cookies are marked {@code Secure}. */
    enum SecureCookies {
        /** When the request came by https, as told by the connection or a trusted proxy. */
        AUTO,
        /** Always, for a proxy that ends TLS and does not say so. */
        ALWAYS
    }

    /** Access tokens. */
    interface Token {

        /** How long one is good for. Not longer than the platform remembers revocations. */
        @DurationMin(seconds = 10)
        @DurationMax(minutes = 15)
        @WithDefault("10m")
        Duration lifetime();
    }

    /** Keys that access tokens are signed with. */
    interface SigningKey {

        /** What the keys at rest are encrypted with: random, the same on every replica and at every start. */
        @Size(min = 32, message = "must have at least 32 characters")
        String secret();

        /** How long a key signs before the next one takes over. */
        @DurationMin(minutes = 1)
        @WithDefault("30d")
        Duration rotationPeriod();

        /** How long others may keep a copy of the published keys. */
        @DurationMin(seconds = 1)
        @WithDefault("60s")
        Duration jwksMaxAge();

        /** How much longer than that a key is published before it signs. */
        @DurationMin(seconds = 0)
        @WithDefault("60s")
        Duration publishMargin();

        /** How often a replica looks for changes made by another. Well below the margin. */
        @DurationMin(seconds = 1)
        @WithDefault("10s")
        Duration refreshInterval();
    }

    /** Access keys of workers and devices. */
    interface AccessKey {

        /** Keys an account may have. */
        @Min(1)
        @Max(10_000)
        @WithDefault("100")
        int maxPerAccount();
    }

    /** How others hear of what is revoked. */
    interface Revocation {

        /**
         * How often a revocation is published again, until no token it concerns can live: for a service that was
         * starting, or cut off from the broker, when it was published first.
         */
        @DurationMin(seconds = 1)
        @WithDefault("30s")
        Duration repeatInterval();
    }

    /** How often a thing may be tried. What was used up comes back evenly over the period. */
    interface Throttle {

        /** Failed sign-ins to one account name in the period. */
        @Min(1)
        @WithDefault("10")
        int failedSignInsPerAccount();

        /** Failed sign-ins, of whatever kind, from one address (IPv6: from one /64 network) in the period. */
        @Min(1)
        @WithDefault("60")
        int failedSignInsPerAddress();

        /** The period failed sign-ins are counted in. */
        @DurationMin(seconds = 1)
        @WithDefault("5m")
        Duration failedSignInPeriod();

        /** Registrations from one address in the period. */
        @Min(1)
        @WithDefault("20")
        int registrationsPerAddress();

        /** The period registrations are counted in. */
        @DurationMin(seconds = 1)
        @WithDefault("10m")
        Duration registrationPeriod();
    }

    /** What is kept of what people did. */
    interface Audit {

        /** How long an event is kept, if there is room. */
        @DurationMin(days = 1)
        @WithDefault("365d")
        Duration retention();

        /**
         * The most events kept of each kind, the latest: of what was refused, of what people did and of what administrators
         * did. A thousand take about half a megabyte.
         */
        @Min(1_000)
        @Max(10_000_000)
        @WithDefault("200000")
        int mostOfAKind();

        /** How long failed tries are gathered before they are recorded; those alike are one event. */
        @DurationMin(seconds = 1)
        @DurationMax(minutes = 10)
        @WithDefault("10s")
        Duration failurePeriod();
    }
}
