package dev.pulsegate.gateway.submission;

import java.util.List;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as it is submitted. What it brings must be among what its space takes.
 *
 * @param prompt text
 * @param audioUrl the address of a sound, for the worker to get
 * @param parameters more for the worker, of whatever shape it expects: a JSON object
 * @param files stored files
 * @param priority -9 to 9, at most what the space allows the caller; the most allowed by default
 * @param webhook where to tell its end
 */
public record Submission(
        String prompt,

        @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
        String audioUrl,

        JsonNode parameters,
        @Size(max = 20) List<@NotNull UUID> files,
        @Min(-9) @Max(9) Integer priority,
        @Valid Hook webhook) {

    /** No files are an empty list. */
    public Submission {
        files = files == null ? List.of() : List.copyOf(files);
    }

    /**
     * Where to tell a request's end.
     *
     * @param url an http or https address that takes a POST
     * @param secret what the message is signed with: {@code whsec_} and 24 to 64 bytes in Base64
     */
    public record Hook(
            @NotNull @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
            String url,

            @NotNull
            @Pattern(
                    regexp = "whsec_[A-Za-z0-9+/]{32,88}={0,2}",
                    message = "must be whsec_ and 24 to 64 bytes in Base64")
            String secret) {

        /** Gives nothing of the secret away, nor of the address, which may hold one. */
        @Override
        public String toString() {
            return "Hook[…]";
        }
    }

    /**
     * Something a submission must have otherwise.
     *
     * @param field the member it is about
     * @param message what to change
     */
    public record Violation(String field, String message) {}
}
