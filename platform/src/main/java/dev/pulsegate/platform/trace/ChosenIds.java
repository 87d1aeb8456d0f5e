package dev.pulsegate.platform.trace;

import java.util.function.Supplier;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives spans random ids, or the one that was chosen for a span because others know it by that already. */
final class ChosenIds implements IdGenerator {

    private final IdGenerator random = IdGenerator.random();
    private final ScopedValue<String> chosen = ScopedValue.newInstance();

    /** What makes a span, which gets this id. */
    <T> T with(String spanId, Supplier<T> makes) {
        return ScopedValue.where(chosen, spanId).call(makes::get);
    }

    @Override
    public String generateSpanId() {
        return chosen.isBound() ? chosen.get() : random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return random.generateTraceId();
    }
}
