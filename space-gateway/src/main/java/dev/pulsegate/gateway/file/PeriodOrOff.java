package dev.pulsegate.gateway.file;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import org.eclipse.microprofile.config.spi.Converter;

/** How often something is done, or {@code off}: never. */
public final class PeriodOrOff implements Converter<Duration> {

    private static final long serialVersionUID = 1;

    /** Null for never. */
    @Override
    public Duration convert(String text) {
        return text.strip().equals("off") ? null : DurationConverter.parseDuration(text);
    }
}
