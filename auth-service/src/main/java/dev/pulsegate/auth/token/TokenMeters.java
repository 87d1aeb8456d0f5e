package dev.pulsegate.auth.token;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Counts what the token endpoint answers, by what was to be traded. */
@Startup
@ApplicationScoped
class TokenMeters {

    private static final int OK = 200;

    private final Map<Grant, Map<Outcome, Counter>> answers = new EnumMap<>(Grant.class);

    /** What is traded for a token. */
    enum Grant {
        CLIENT_CREDENTIALS,
        REFRESH_TOKEN,
        /** Nothing the endpoint knows. */
        OTHER;

        static Grant of(String grantType) {
            for (var grant : values()) {
                if (grant.name().toLowerCase(Locale.ROOT).equals(grantType)) {
                    return grant;
                }
            }
            return OTHER;
        }
    }

    private enum Outcome {
        ISSUED,
        REFUSED,
        THROTTLED
    }

    TokenMeters(MeterRegistry meters) {
        for (var grant : Grant.values()) {
            var counters = new EnumMap<Outcome, Counter>(Outcome.class);
            for (var outcome : Outcome.values()) {
                counters.put(
                        outcome,
                        meters.counter(
                                "pulsegate.auth.token.requests",
                                "grant",
                                grant.name().toLowerCase(Locale.ROOT),
                                "outcome",
                                outcome.name().toLowerCase(Locale.ROOT)));
            }
            answers.put(grant, counters);
        }
    }

    void answered(Grant grant, int status) {
        count(grant, status == OK ? Outcome.ISSUED : Outcome.REFUSED);
    }

    void throttled(Grant grant) {
        count(grant, Outcome.THROTTLED);
    }

    private void count(Grant grant, Outcome outcome) {
        answers.get(grant).get(outcome).increment();
    }
}
