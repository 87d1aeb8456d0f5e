package dev.pulsegate.gateway.attachment;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.RequestFiles.Attachment;
import dev.pulsegate.gateway.file.RequestFiles.Wish;
import dev.pulsegate.gateway.queue.RequestFiles;
import dev.pulsegate.gateway.queue.accept.NewRequest;

/** Gives files to requests and takes them back, in the queue's transactions. */
@ApplicationScoped
class QueuedFiles implements RequestFiles {

    private final dev.pulsegate.gateway.file.RequestFiles files;

    QueuedFiles(dev.pulsegate.gateway.file.RequestFiles files) {
        this.files = files;
    }

    @Override
    public Map<UUID, String> hold(Connection connection, List<NewRequest> requests) throws SQLException {
        var problems = new HashMap<UUID, String>();
        for (var judged : files.hold(connection, wishes(requests)).entrySet()) {
            if (judged.getValue() instanceof Attachment.Unusable(var fileId, var why)) {
                problems.put(judged.getKey(), "The file " + fileId + " " + why + ".");
            }
        }
        return problems;
    }

    @Override
    public void attach(Connection connection, List<NewRequest> accepted) throws SQLException {
        files.attach(connection, wishes(accepted));
    }

    private static List<Wish> wishes(List<NewRequest> requests) {
        return requests.stream()
                .filter(request -> !request.files().isEmpty())
                .map(request -> new Wish(request.id(), request.accountId(), request.files()))
                .toList();
    }

    @Override
    public void release(Connection connection, Collection<UUID> requestIds) throws SQLException {
        files.release(connection, requestIds);
    }
}
