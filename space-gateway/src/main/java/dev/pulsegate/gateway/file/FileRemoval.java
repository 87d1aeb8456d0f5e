package dev.pulsegate.gateway.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.file.FileTable.Doomed;
import dev.pulsegate.gateway.file.store.FileStore;

/** Takes away files marked to be deleted: first the object, then the row. What fails is tried again by the cleaner. */
@ApplicationScoped
class FileRemoval {

    private static final Logger LOG = Logger.getLogger(FileRemoval.class);

    private final FileTable table;
    private final FileStore store;

    FileRemoval(FileTable table, FileStore store) {
        this.table = table;
        this.store = store;
    }

    void remove(List<Doomed> doomed) {
        var gone = new ArrayList<UUID>();
        for (var file : doomed) {
            try {
                store.delete(file.key());
                gone.add(file.id());
            } catch (IOException e) {
                LOG.warnf("The object of file %s cannot be deleted yet: %s", file.id(), e.getMessage());
            }
        }
        if (!gone.isEmpty()) {
            table.forget(gone);
        }
    }
}
