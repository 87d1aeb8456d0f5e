package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.store.MeasuredInput;
import dev.pulsegate.gateway.file.store.StoreKey;

/** Reads files without keeping them: of a form that was accepted before, and is only to be compared with that. */
@ApplicationScoped
public class FileComparison implements FileReceiver {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final FilesConfig config;
    private final Clock clock = Clock.systemUTC();

    FileComparison(FilesConfig config) {
        this.config = config;
    }

    @Override
    public Reception receive(Incoming file, InputStream content) {
        var now = clock.instant();
        var sender = new SenderInput(content, clock, now.plus(config.uploadTimeout()));
        var measured = new MeasuredInput(sender, file.limitBytes());
        var buffer = new byte[BUFFER_BYTES];
        try {
            while (measured.read(buffer, buffer.length) >= 0) {
                // Only what it comes to counts.
            }
        } catch (IOException e) {
            return new Reception.Refused(Uploads.refusal(file, e));
        }
        var read = measured.finish();
        return new Reception.Received(new StoredFile(
                file.id(),
                file.accountId(),
                file.spaceId(),
                null,
                file.kind(),
                file.name(),
                file.contentType(),
                read.sizeBytes(),
                read.sha256(),
                StoreKey.of(file.id()),
                now,
                now));
    }

    @Override
    public void discard(Collection<UUID> fileIds) {
        // Nothing was kept.
    }
}
