package dev.pulsegate.gateway.attachment;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.queue.RequestFiles;

/** Gives files to requests and takes them back, in the queue's transactions. */
@ApplicationScoped
class QueuedFiles implements RequestFiles {

    private final dev.pulsegate.gateway.file.RequestFiles files;

    QueuedFiles(dev.pulsegate.gateway.file.RequestFiles files) {
        this.files = files;
    }

    @Override
    public Optional<String> attach(Connection connection, UUID requestId, UUID accountId, List<UUID> fileIds)
            throws SQLException {
        return switch (files.attach(connection, requestId, fileIds, accountId)) {
            case Attachment.Attached _ -> Optional.empty();
            case Attachment.Unusable(var fileId, var why) -> Optional.of("The file " + fileId + " " + why + ".");
        };
    }

    @Override
    public void release(Connection connection, Collection<UUID> requestIds) throws SQLException {
        files.release(connection, requestIds);
    }
}
