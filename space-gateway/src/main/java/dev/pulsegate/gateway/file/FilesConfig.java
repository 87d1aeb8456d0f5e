package dev.pulsegate.gateway.file;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dev.pulsegate.gateway.file.link.SignedUrls;

/** How files are received, kept and served. Checked when the service starts. */
@ConfigMapping(prefix = "pulsegate.gateway.files")
public interface FilesConfig {

    /** Where files are kept. */
    @WithDefault("folder")
    Store store();

    /** The secret that signs the URLs of files; the same for all replicas. */
    @Size(min = SignedUrls.MIN_SECRET_LENGTH)
    String urlSecret();

    /** The secret before that, while URLs it signed are still about. */
    Optional<@Size(min = SignedUrls.MIN_SECRET_LENGTH) String> previousUrlSecret();

    /** The address workers reach this service by; by default the tokens' issuer. */
    Optional<URI> baseUrl();

    /** The most a result file may have. */
    @WithDefault("512M")
    MemorySize maxResultSize();

    /** The most a file sent ahead of its request may have; the space may allow less. */
    @WithDefault("2G")
    MemorySize maxInputSize();

    /** How many files may be received at once by one replica. */
    @Min(1)
    @Max(10_000)
    @WithDefault("128")
    int maxConcurrentUploads();

    /** How many of these may be of one account, results for its requests included. */
    @Min(1)
    @Max(10_000)
    @WithDefault("32")
    int maxConcurrentUploadsPerAccount();

    /** How long receiving one file may take. */
    @DurationMin(seconds = 1)
    @WithDefault("30m")
    Duration uploadTimeout();

    /** How long a file is kept that no request uses. */
    @DurationMin(seconds = 1)
    @WithDefault("1h")
    Duration unusedLifetime();

    /** How many files an account may have that no request uses. */
    @Min(1)
    @Max(100_000)
    @WithDefault("100")
    int maxUnusedFiles();

    /** How many bytes an account may have in files that no request uses. */
    @WithDefault("4G")
    MemorySize maxUnusedSize();

    /** How many bytes an account may have stored in all, results for its requests included. */
    @WithDefault("2G")
    MemorySize accountQuota();

    /** How long the URL is good at which a result file can be read; it travels in the result. */
    @DurationMin(seconds = 1)
    @WithDefault("7d")
    Duration resultUrlLifetime();

    /** How files that are due are cleaned up. */
    @Valid
    Clean clean();

    /** For the store {@code folder}. */
    Folder folder();

    /** For the store {@code s3}. */
    @Valid
    S3 s3();

    /** The kinds of store. */
    enum Store {
        /** A folder of the file system. */
        FOLDER,
        /** A bucket of an S3-compatible service. */
        S3
    }

    /** How files that are due are cleaned up. */
    interface Clean {

        /** How often what is due is looked for; {@code off} for never. */
        @WithDefault("1m")
        Optional<@WithConverter(PeriodOrOff.class) Duration> every();

        /** How often the store is compared with the table; {@code off} for never. */
        @WithDefault("6h")
        Optional<@WithConverter(PeriodOrOff.class) Duration> sweepEvery();

        /** How old an object that no row knows, or a half-written one, must be to be swept. */
        @DurationMin(seconds = 0)
        @WithDefault("24h")
        Duration sweepAge();

        /** How many files are cleaned up in one go. */
        @Min(1)
        @Max(10_000)
        @WithDefault("200")
        int batch();
    }

    /** Files in a folder. */
    interface Folder {

        /** The folder. Replicas must share it. */
        @WithDefault("data/files")
        Path path();

        /** How much of its disk is left free. */
        @WithDefault("512M")
        MemorySize reserve();
    }

    /** Files in a bucket. */
    interface S3 {

        /** The service's address; by default Amazon's for the region. */
        Optional<URI> endpoint();

        /** The region to sign for. */
        @NotBlank
        @WithDefault("us-east-1")
        String region();

        /** The bucket, which must be there. */
        Optional<String> bucket();

        /** What all object names begin with. No two installations may share bucket and prefix. */
        @WithDefault("pulsegate/")
        String prefix();

        /** The id of the access key; without one, what AWS's SDK finds in the environment. */
        Optional<String> accessKeyId();

        /** The access key's secret. */
        Optional<String> secretAccessKey();

        /** Whether the bucket stands in the path, as most services other than Amazon's want it. */
        @WithDefault("true")
        boolean pathStyle();

        /** How large the parts of an upload are; each upload under way takes that much of the spool's disk. */
        @WithDefault("8M")
        MemorySize partSize();

        /** Where parts wait to be sent; by default in the temporary folder. */
        Optional<Path> spool();

        /** Whether readers are redirected to the service instead of reading through us. */
        @WithDefault("false")
        boolean redirect();
    }
}
