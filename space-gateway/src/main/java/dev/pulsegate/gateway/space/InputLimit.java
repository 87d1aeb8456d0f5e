package dev.pulsegate.gateway.space;

import java.util.List;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * How much of an input a space takes.
 *
 * @param maxBytes the most bytes, for a prompt in UTF-8
 * @param types for files: the media types taken, such as {@code audio/wav} or {@code audio/*}; any if there are none
 */
public record InputLimit(
        @Min(1) @Max(MOST_BYTES) long maxBytes,

        @Size(max = 50)
        List<
                        @NotNull
                        @Pattern(
                                regexp = "[a-z0-9.+-]{1,64}/([a-z0-9.+-]{1,127}|\\*)",
                                message = "must be a media type such as audio/wav or audio/*")
                        String>
                types) {

    /** No input is larger than 10 GiB. */
    static final long MOST_BYTES = 10L << 30;

    private static final long DEFAULT_PROMPT_BYTES = 32 << 10;
    private static final long DEFAULT_FILE_BYTES = 50 << 20;

    public InputLimit {
        types = types == null ? List.of() : List.copyOf(types);
    }

    /** What holds unless a space says otherwise. */
    static InputLimit standard(InputKind kind) {
        return switch (kind) {
            case PROMPT -> new InputLimit(DEFAULT_PROMPT_BYTES, List.of());
            case AUDIO -> new InputLimit(DEFAULT_FILE_BYTES, List.of("audio/*"));
            case VIDEO -> new InputLimit(DEFAULT_FILE_BYTES, List.of("video/*"));
            case FILE -> new InputLimit(DEFAULT_FILE_BYTES, List.of());
        };
    }

    /** Whether files of this media type, without parameters, are taken. */
    public boolean takes(String mediaType) {
        return types.isEmpty()
                || types.stream()
                        .anyMatch(type -> type.endsWith("/*")
                                ? mediaType.regionMatches(true, 0, type, 0, type.length() - 1)
                                : type.equalsIgnoreCase(mediaType));
    }
}
