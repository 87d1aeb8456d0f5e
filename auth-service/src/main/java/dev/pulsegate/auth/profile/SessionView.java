package dev.pulsegate.auth.profile;

import java.time.Instant;
import java.util.UUID;

import dev.pulsegate.auth.session.Session;

/**
 * A session as its owner sees it.
 *
 * @param current whether it is the one that asks
 * @param createdAt when it began
 * @param lastUsedAt when it was last refreshed
 * @param expiresAt when it ends at the latest
 * @param address where it was begun
 * @param userAgent what the client called itself
 */
record SessionView(
        UUID id,
        boolean current,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String address,
        String userAgent) {

    static SessionView of(Session session, UUID current) {
        return new SessionView(
                session.id(),
                session.id().equals(current),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.address(),
                session.userAgent());
    }
}
