package dev.pulsegate.platform.token;

import java.time.Duration;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.testkit.token.JwksServer;

/** The platform's configuration with its defaults and what a test sets. */
public final class TokenSettings {

    private TokenSettings() {}

    /** One that trusts an issuer. */
    public static PlatformConfig trusting(JwksServer issuer) {
        return with(Map.of(
                "pulsegate.platform.token.issuer",
                issuer.issuer(),
                "pulsegate.platform.token.jwks-refresh-interval",
                "60s"));
    }

    /** One with these settings. */
    public static PlatformConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(PlatformConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(PlatformConfig.class);
    }
}
