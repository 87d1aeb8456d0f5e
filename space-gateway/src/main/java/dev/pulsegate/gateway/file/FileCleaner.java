package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.file.store.FileStore;
import dev.pulsegate.gateway.file.store.FileStore.Listed;
import dev.pulsegate.gateway.file.store.StoreKey;
import dev.pulsegate.platform.task.Tasks;

/**
 * Deletes files that are due, in small batches, and sweeps what crashes left in the store. Any replica may do so at any
 * time: each step can be repeated, and none holds a transaction open while the store works.
 */
@ApplicationScoped
class FileCleaner {

    private static final Logger LOG = Logger.getLogger(FileCleaner.class);
    private static final UUID FIRST = new UUID(0, 0);

    private final FilesConfig config;
    private final FileTable table;
    private final FileStore store;
    private final FileRemoval removal;
    private final StorageQuota quota;
    private final Clock clock = Clock.systemUTC();

    FileCleaner(FilesConfig config, FileTable table, FileStore store, FileRemoval removal, StorageQuota quota) {
        this.config = config;
        this.table = table;
        this.store = store;
        this.removal = removal;
        this.quota = quota;
    }

    void keepCleaning(@Observes StartupEvent event, Tasks tasks) {
        config.clean().every().ifPresent(period -> tasks.repeat("file-clean", period, this::clean));
        config.clean().sweepEvery().ifPresent(period -> tasks.repeat("file-sweep", period, this::sweep));
    }

    void clean() {
        int batch = config.clean().batch();
        while (table.doomDue(clock.instant(), batch) == batch) {
            removeDoomed(batch);
        }
        removeDoomed(batch);
    }

    /** Goes through all of them once; those whose object cannot be deleted wait for the next time. */
    private void removeDoomed(int batch) {
        var doomed = table.doomed(FIRST, batch);
        while (!doomed.isEmpty()) {
            removal.remove(doomed);
            doomed = table.doomed(doomed.getLast().id(), batch);
        }
    }

    void sweep() throws IOException {
        quota.recount();
        var before = clock.instant().minus(config.clean().sweepAge());
        store.sweep(before);
        try (var objects = store.list()) {
            var batch = new ArrayList<StoreKey>();
            objects.filter(object -> object.writtenAt().isBefore(before)).forEach(object -> gather(object, batch));
            deleteUnknown(batch);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void gather(Listed object, List<StoreKey> batch) {
        batch.add(object.key());
        if (batch.size() == config.clean().batch()) {
            deleteUnknown(batch);
            batch.clear();
        }
    }

    /** A row is there before its object and goes after it, so an object without one belongs to nobody. */
    private void deleteUnknown(List<StoreKey> keys) {
        var known = table.known(keys);
        for (var key : keys) {
            if (!known.contains(key)) {
                try {
                    store.delete(key);
                    LOG.infof("Swept an object that no file knows: %s", key);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
