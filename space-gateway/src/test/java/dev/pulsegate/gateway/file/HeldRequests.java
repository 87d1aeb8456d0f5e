package dev.pulsegate.gateway.file;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Requests that workers have, of a process that is not told from one that is alive and so is left alone. */
@ApplicationScoped
public class HeldRequests {

    private final FileTraces traces;

    HeldRequests(FileTraces traces) {
        this.traces = traces;
    }

    /** Lets an attempt hold a new request of this account. */
    UUID hold(UUID accountId, int attempt) {
        var request = UUID.randomUUID();
        traces.update("""
                insert into request (id, space_id, space_name, account_id, account_name, status, priority, rank,
                                     input_kinds, payload, file_count, has_webhook, attempt, lease, replica, last_seq,
                                     accepted_at, handed_over_at, deadline_at)
                values (?, gen_random_uuid(), 'a space', ?, 'ada', 'processing', 0, 0, 1, '{}', 0, false, ?,
                        gen_random_uuid(), gen_random_uuid(), 2, now(), now(), now() + interval '1 hour')
                """, request, accountId, attempt);
        return request;
    }
}
