package dev.pulsegate.workerprotocol;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code inference_request}: a request is handed over to a worker.
 *
 * @param attempt which request, and which hand-over of it
 * @param space the name of the space it was sent to
 * @param username who sent it; empty if the gateway does not say
 * @param deadline when the gateway gives this attempt up
 * @param payload what was asked, a JSON object: {@code prompt}, {@code audio_url}, {@code timestamp} and whatever else was
 *     sent
 * @param files the files that came with it, at most {@link ProtocolLimits#MAX_FILES}
 * @param uploadTarget where a result file may be put, or null for nowhere
 * @param traceparent the span that a worker's own spans belong to, as the W3C's Trace Context has it; null if the request is
 *     not traced
 */
public record InferenceRequest(
        Attempt attempt,
        String space,
        String username,
        Instant deadline,
        RawJson payload,
        List<InputFile> files,
        UploadTarget uploadTarget,
        String traceparent)
        implements GatewayMessage {

    /** Copies the list. */
    public InferenceRequest {
        Objects.requireNonNull(attempt);
        Objects.requireNonNull(space);
        Objects.requireNonNull(username);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(payload);
        files = List.copyOf(files);
    }

    /** The request's id. */
    public String id() {
        return attempt.requestId();
    }

    /** Where a result file may be put, if anywhere. */
    public Optional<UploadTarget> upload() {
        return Optional.ofNullable(uploadTarget);
    }

    /** The text that was sent, if there is one. */
    public Optional<String> prompt() {
        return Optional.ofNullable(payload.tree().path("prompt").textValue());
    }

    /** The address of audio that was named instead of sent, if there is one. */
    public Optional<String> audioUrl() {
        return Optional.ofNullable(payload.tree().path("audio_url").textValue());
    }
}
