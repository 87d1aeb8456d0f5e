package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.file.FileReceiver.Reception.Received;
import dev.pulsegate.gateway.file.FileReceiver.Reception.Refused;
import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.gateway.file.store.FileStore.Written;
import dev.pulsegate.gateway.file.store.StoreFullException;
import dev.pulsegate.gateway.file.store.StoreKey;
import dev.pulsegate.gateway.file.store.TooLargeException;

/**
 * Receives files. The row comes first and the object after it, so that whatever dies in between leaves a row that the
 * cleaner finds.
 */
@ApplicationScoped
public class Uploads implements FileReceiver {

    private static final Logger LOG = Logger.getLogger(Uploads.class);

    private final FilesConfig config;
    private final FileTable table;
    private final FileStore store;
    private final FileRemoval removal;
    private final StorageQuota quota;
    private final UploadPlaces places;
    private final Clock clock = Clock.systemUTC();

    Uploads(FilesConfig config, FileTable table, FileStore store, FileRemoval removal, StorageQuota quota) {
        this.config = config;
        this.table = table;
        this.store = store;
        this.removal = removal;
        this.quota = quota;
        this.places = new UploadPlaces(config.maxConcurrentUploads(), config.maxConcurrentUploadsPerAccount());
    }

    @Override
    public Reception receive(Incoming file, InputStream content) {
        if (!places.take(file.accountId())) {
            return new Refused(new Refusal.Busy());
        }
        try {
            return receiveInPlace(file, content);
        } finally {
            places.giveBack(file.accountId());
        }
    }

    private Reception receiveInPlace(Incoming file, InputStream content) {
        if (file.requestId() == null && hasTooMuchUnused(file.accountId())) {
            return new Refused(new Refusal.TooManyUnused(
                    config.maxUnusedFiles(), config.maxUnusedSize().asLongValue()));
        }
        var key = StoreKey.of(file.id());
        var now = clock.instant();
        var deadline = now.plus(config.uploadTimeout());
        // A minute more than the sender has, for the store to finish.
        if (!table.begin(file, key, now, deadline.plusSeconds(60))) {
            return new Refused(new Refusal.Repeated());
        }
        Written written;
        try {
            var counted = new CountedInput(
                    new SenderInput(content, clock, deadline), bytes -> quota.reserve(file.id(), bytes));
            written = store.put(key, counted, file.limitBytes());
        } catch (CountedInput.NoRoomException e) {
            var storage = quota.of(file.accountId());
            table.forget(List.of(file.id()));
            return new Refused(new Refusal.QuotaSpent(storage.usedBytes(), storage.limitBytes()));
        } catch (IOException e) {
            table.forget(List.of(file.id()));
            return new Refused(refusal(file, e));
        } catch (RuntimeException e) {
            table.forget(List.of(file.id()));
            throw e;
        }
        return publish(file, key, written);
    }

    private boolean hasTooMuchUnused(UUID accountId) {
        var unused = table.unused(accountId);
        return unused.files() >= config.maxUnusedFiles()
                || unused.sizeBytes() >= config.maxUnusedSize().asLongValue();
    }

    private Reception publish(Incoming file, StoreKey key, Written written) {
        var expiresAt = clock.instant().plus(config.unusedLifetime());
        return table.finish(file.id(), written, expiresAt)
                .<Reception>map(Received::new)
                .orElseGet(() -> withdraw(key));
    }

    /** The cleaner was faster, or the request is gone: the object must not stay behind. */
    private Reception withdraw(StoreKey key) {
        try {
            store.delete(key);
        } catch (IOException e) {
            LOG.warnf(e, "An object nobody knows stays until the next sweep: %s", key);
        }
        return new Refused(new Refusal.TooSlow());
    }

    static Refusal refusal(Incoming file, IOException e) {
        return switch (e) {
            case TooLargeException tooLarge -> new Refusal.TooLarge("The file " + file.name(), tooLarge.limitBytes());
            case SenderInput.TooSlowException _ -> new Refusal.TooSlow();
            case SenderInput.BrokenOffException _ -> new Refusal.Disconnected();
            case StoreFullException full -> {
                LOG.errorf("A file was refused for want of room: %s", full.getMessage());
                yield new Refusal.StoreFull();
            }
            default -> {
                LOG.error("A file could not be stored.", e);
                yield new Refusal.StoreBroken();
            }
        };
    }

    @Override
    public void discard(Collection<UUID> fileIds) {
        if (!fileIds.isEmpty()) {
            removal.remove(table.doomUnused(fileIds));
        }
    }
}
