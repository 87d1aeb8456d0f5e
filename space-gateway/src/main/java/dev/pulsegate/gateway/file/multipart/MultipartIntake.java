package dev.pulsegate.gateway.file.multipart;

import java.io.InputStream;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.FileComparison;
import dev.pulsegate.gateway.file.Uploads;
import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.platform.memory.MemoryBudgets;

/** Takes forms with files in, streaming the files to the store. */
@ApplicationScoped
public class MultipartIntake {

    private final Uploads uploads;
    private final FileComparison comparison;
    private final ByteBudget memory;

    MultipartIntake(Uploads uploads, FileComparison comparison, MemoryBudgets budgets) {
        this.uploads = uploads;
        this.comparison = comparison;
        this.memory = budgets.bodies();
    }

    /**
     * Reads a form to its end. Blocks meanwhile, so call it on a virtual thread. Part names {@code audio_file},
     * {@code video_file} and {@code other_file} (or {@code audio}, {@code video}, {@code file}) carry files, all others
     * fields.
     *
     * @param contentType the request's {@code Content-Type}, with its boundary
     * @param body the request's body
     * @param limits what the space takes
     * @param accountId who sends it
     * @param spaceId where to
     * @return the form, or why it is refused; then nothing of it stays, and the rest of the body is unread
     */
    public IntakeResult read(String contentType, InputStream body, IntakeLimits limits, UUID accountId, UUID spaceId) {
        return new FormReading(uploads, memory, limits, accountId, spaceId).read(contentType, body);
    }

    /** The same, keeping nothing: the form is only to be compared with one that was taken in before. */
    public IntakeResult compare(
            String contentType, InputStream body, IntakeLimits limits, UUID accountId, UUID spaceId) {
        return new FormReading(comparison, memory, limits, accountId, spaceId).read(contentType, body);
    }

    /** Deletes the files of a form that is refused after all. */
    public void discard(IntakeResult.Accepted form) {
        uploads.discard(form.files().stream().map(file -> file.id()).toList());
    }
}
