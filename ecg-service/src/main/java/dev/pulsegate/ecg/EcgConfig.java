package dev.pulsegate.ecg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

/** What can be configured of ecg-service. Checked when the service starts. */
@ConfigMapping(prefix = "pulsegate.ecg")
public interface EcgConfig {

    /** A folder of WFDB records to replay beside the one that ships with PulseGate. */
    Optional<Path> recordings();

    /** The stream a viewer gets that names none. */
    @NotBlank
    @WithDefault("demo")
    String defaultStream();

    /** How many viewers one account may have open at a time, in one process. */
    @Min(1)
    @Max(1_000_000)
    @WithDefault("256")
    int viewersPerAccount();

    /** How streams are made and kept. */
    @Valid
    Streams streams();

    /** How streams are made and kept. */
    interface Streams {

        /** How long a stream nobody watches is computed on, so that a page that is loaded again has it at once. */
        @DurationMin(millis = 0)
        @WithDefault("10s")
        Duration idleLinger();

        /** How many streams one account may have made at a time. */
        @Min(0)
        @Max(10_000)
        @WithDefault("20")
        int perAccount();

        /** How many made streams there may be in all. */
        @Min(0)
        @Max(100_000)
        @WithDefault("1000")
        int inAll();
    }
}
