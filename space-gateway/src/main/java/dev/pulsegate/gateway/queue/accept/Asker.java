package dev.pulsegate.gateway.queue.accept;

import java.util.UUID;

/** Who asks for what: what cooldowns and quotas are kept by. In the order in which everybody locks them. */
record Asker(UUID accountId, UUID spaceId) implements Comparable<Asker> {

    static Asker of(NewRequest request) {
        return new Asker(request.accountId(), request.spaceId());
    }

    @Override
    public int compareTo(Asker other) {
        int byAccount = accountId.compareTo(other.accountId);
        return byAccount != 0 ? byAccount : spaceId.compareTo(other.spaceId);
    }
}
