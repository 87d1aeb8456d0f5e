package dev.pulsegate.auth.signin;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Counts what comes of sign-ins with a password, and of registrations. */
@Startup
@ApplicationScoped
class SignInMeters {

    private final Map<Outcome, Counter> signIns = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Counter> registrations = new EnumMap<>(Outcome.class);

    /** What came of it. */
    enum Outcome {
        /** There is a session. */
        SIGNED_IN,
        /** Name and password do not go together, or something else is wrong with them. */
        REFUSED,
        /** There were too many failures before. */
        THROTTLED,
        /** Too many passwords are being checked at once. */
        SATURATED;
    }

    SignInMeters(MeterRegistry meters) {
        for (var outcome : Outcome.values()) {
            var name = outcome.name().toLowerCase(Locale.ROOT);
            signIns.put(outcome, meters.counter("pulsegate.auth.sign.in", "outcome", name));
            registrations.put(outcome, meters.counter("pulsegate.auth.registrations", "outcome", name));
        }
    }

    void signIn(Outcome outcome) {
        signIns.get(outcome).increment();
    }

    void registration(Outcome outcome) {
        registrations.get(outcome).increment();
    }
}
