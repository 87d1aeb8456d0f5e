package dev.pulsegate.socketio.engine;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions there are, and how many there may be. Used by any thread. */
final class SessionRegistry {

    /** So many random bytes cannot be guessed. */
    private static final int ID_BYTES = 20;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Integer> places = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final int max;
    private final int maxPerAddress;
    private int taken;

    SessionRegistry(EngineSettings settings) {
        this.max = settings.maxSessions();
        this.maxPerAddress = settings.maxSessionsPerAddress();
    }

    /** An id that nobody can guess. */
    String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Takes a place for a session from this address; what stands against it, if something does. */
    synchronized Optional<EngineError> takePlace(String address) {
        if (taken >= max) {
            return Optional.of(EngineError.SERVER_FULL);
        }
        if (places.getOrDefault(address, 0) >= maxPerAddress) {
            return Optional.of(EngineError.TOO_MANY_SESSIONS);
        }
        taken++;
        places.merge(address, 1, Integer::sum);
        return Optional.empty();
    }

    /** Gives a place back. */
    synchronized void givePlace(String address) {
        taken--;
        places.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    void add(Session session) {
        sessions.put(session.id(), session);
    }

    /** Forgets a session, and gives its place back. */
    void remove(Session session) {
        if (sessions.remove(session.id(), session)) {
            givePlace(session.handshake().remoteAddress());
        }
    }

    Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    Collection<Session> all() {
        return sessions.values();
    }

    int size() {
        return sessions.size();
    }
}
