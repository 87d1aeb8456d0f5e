package dev.pulsegate.auth.accesskey;

import java.time.Instant;
import java.util.List;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.pulsegate.platform.input.OneLine;

/**
 * An access key as asked for.
 *
 * @param name what its owner calls it
 * @param kind what signs in with it
 * @param spaces for a worker, the names of the spaces it may serve; {@code *} is all
 * @param streams for a device, the ids of the streams it may use; {@code *} is all
 * @param expiresAt when it expires, or null if it does not
 */
public record NewAccessKey(
        @NotBlank @Size(max = 100) @OneLine String name,

        @NotNull KeyKind kind,
        @Size(max = MAX_SCOPES) List<@Scope String> spaces,
        @Size(max = MAX_SCOPES) List<@Scope String> streams,
        @Future Instant expiresAt) {

    private static final int MAX_SCOPES = 64;

    /** Takes absent lists as empty. */
    public NewAccessKey {
        spaces = spaces == null ? List.of() : spaces;
        streams = streams == null ? List.of() : streams;
    }

    /** Says whether the scopes are of the kind's sort, and there is one. */
    @JsonIgnore
    @AssertTrue(message = "a WORKER key takes spaces, a DEVICE key streams; at least one, and none of the other")
    public boolean isScoped() {
        return kind == null
                || switch (kind) {
                    case WORKER -> !spaces.isEmpty() && streams.isEmpty();
                    case DEVICE -> !streams.isEmpty() && spaces.isEmpty();
                };
    }
}
