package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.accept.NewRequest;

/** What the queue needs of wherever the files of requests are kept, in its own transactions. */
public interface RequestFiles {

    /** Where there are no files. */
    RequestFiles NONE = new RequestFiles() {
        @Override
        public Map<UUID, String> hold(Connection connection, List<NewRequest> requests) {
            return requests.stream()
                    .filter(request -> !request.files().isEmpty())
                    .collect(Collectors.toMap(NewRequest::id, request -> "Files are not taken here."));
        }

        @Override
        public void attach(Connection connection, List<NewRequest> accepted) {
            // there are none
        }

        @Override
        public void release(Connection connection, Collection<UUID> requestIds) {
            // there are none
        }
    };

    /**
     * Keeps the files of requests that are about to be accepted from everybody else until the transaction ends.
     *
     * @return for each request whose files cannot be given to it, why not
     */
    Map<UUID, String> hold(Connection connection, List<NewRequest> requests) throws SQLException;

    /** Gives files that are held to their requests, which are accepted now. */
    void attach(Connection connection, List<NewRequest> accepted) throws SQLException;

    /** Lets go of the files of requests that are being deleted. */
    void release(Connection connection, Collection<UUID> requestIds) throws SQLException;
}
