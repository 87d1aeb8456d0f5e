package dev.pulsegate.worker.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request as it was handed to this worker.
 *
 * @param attempt which request, and which hand-over of it
 * @param space the name of the space it was sent to
 * @param username who sent it; empty if the gateway does not say
 * @param deadline when the gateway gives this attempt up
 * @param payload what was asked: {@code prompt}, {@code audio_url}, {@code timestamp} and whatever else was sent
 * @param files the files that came with it
 * @param upload where a result file may be put, if anywhere
 */
public record InferenceRequest(
        Attempt attempt,
        String space,
        String username,
        Instant deadline,
        ObjectNode payload,
        List<InputFile> files,
        Optional<UploadTarget> upload) {

    /** Copies the list. */
    public InferenceRequest {
        Objects.requireNonNull(attempt);
        Objects.requireNonNull(space);
        Objects.requireNonNull(username);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(payload);
        files = List.copyOf(files);
        Objects.requireNonNull(upload);
    }

    /** The request's id. */
    public String id() {
        return attempt.requestId();
    }

    /** The text that was sent, if there is one. */
    public Optional<String> prompt() {
        return Optional.ofNullable(payload.path("prompt").textValue());
    }

    /** The address of audio that was named instead of sent, if there is one. */
    public Optional<String> audioUrl() {
        return Optional.ofNullable(payload.path("audio_url").textValue());
    }
}
