package dev.pulsegate.gateway.file;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Bounds how many uploads are under way in this replica, so that slow senders of one account leave room for others. */
final class UploadPlaces {

    private final Semaphore inAll;
    private final int perAccount;
    private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

    UploadPlaces(int inAll, int perAccount) {
        this.inAll = new Semaphore(inAll);
        this.perAccount = perAccount;
    }

    /** Takes a place for the account, if there is one; then it is to be given back. */
    boolean take(UUID accountId) {
        if (taken.merge(accountId, 1, Integer::sum) <= perAccount && inAll.tryAcquire()) {
            return true;
        }
        leave(accountId);
        return false;
    }

    /** Gives a place back. */
    void giveBack(UUID accountId) {
        inAll.release();
        leave(accountId);
    }

    private void leave(UUID accountId) {
        taken.computeIfPresent(accountId, (_, count) -> count == 1 ? null : count - 1);
    }
}
