package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the queue needs of wherever the files of requests are kept, in its own transactions. */
public interface RequestFiles {

    /** Where there are no files. */
    RequestFiles NONE = new RequestFiles() {
        @Override
        public Optional<String> attach(Connection connection, UUID requestId, UUID accountId, List<UUID> files) {
            return files.isEmpty() ? Optional.empty() : Optional.of("Files are not taken here.");
        }

        @Override
        public void release(Connection connection, Collection<UUID> requestIds) {
            // there are none
        }
    };

    /**
     * Gives files to a request that is being accepted: all of them, or none.
     *
     * @return why not, if they cannot be given; then nothing was changed
     */
    Optional<String> attach(Connection connection, UUID requestId, UUID accountId, List<UUID> files)
            throws SQLException;

    /** Lets go of the files of requests that are being deleted. */
    void release(Connection connection, Collection<UUID> requestIds) throws SQLException;
}
