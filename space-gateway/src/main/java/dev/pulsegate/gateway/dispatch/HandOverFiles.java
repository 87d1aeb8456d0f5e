package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.pulsegate.gateway.queue.claim.Claim;

/** The files of requests that are handed over. */
public interface HandOverFiles {

    /** The files these requests bring; blocks. Requests without files may be left out. */
    Map<UUID, List<HandOver.InputFile>> filesOf(Collection<Claim> claims) throws SQLException;

    /** Where the worker can put a result file; never blocks. */
    Optional<HandOver.Upload> upload(Claim claim);
}
