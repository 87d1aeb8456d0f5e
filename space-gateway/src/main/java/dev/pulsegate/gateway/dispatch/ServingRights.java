package dev.pulsegate.gateway.dispatch;

import java.util.Optional;
import java.util.UUID;

import dev.pulsegate.gateway.dispatch.WorkerPort.Removal;
import dev.pulsegate.gateway.space.Space;

/** Takes spaces away from workers that are not to serve them any more. Nothing here blocks. */
final class ServingRights {

    private final WorkerPool pool;
    private final Dispatcher.KnownSpaces spaces;
    private final GiveBack giveBack;

    ServingRights(WorkerPool pool, Dispatcher.KnownSpaces spaces, GiveBack giveBack) {
        this.pool = pool;
        this.spaces = spaces;
        this.giveBack = giveBack;
    }

    /** Looks at all workers, as spaces have changed. */
    void lookAtAll() {
        pool.serving().forEach((worker, served) -> served.forEach(space -> lookAt(worker, space)));
    }

    /** Looks at one worker, as it has changed. */
    void lookAt(Worker worker) {
        pool.spacesOf(worker).forEach(space -> lookAt(worker, space));
    }

    private void lookAt(Worker worker, UUID spaceId) {
        removal(worker, spaces.find(spaceId).filter(Space::enabled)).ifPresent(why -> {
            if (pool.dropSpace(worker, spaceId)) {
                if (why == Removal.NOT_ALLOWED) {
                    takeBack(worker, spaceId);
                }
                worker.port.removed(spaceId, why, pool.isWithoutSpace(worker));
            }
        });
    }

    private static Optional<Removal> removal(Worker worker, Optional<Space> space) {
        if (space.isEmpty()) {
            return Optional.of(Removal.SPACE_IS_GONE);
        }
        return worker.port.mayServe(space.get()) ? Optional.empty() : Optional.of(Removal.NOT_ALLOWED);
    }

    /** It is not the requests' fault: the attempts do not count. */
    private void takeBack(Worker worker, UUID spaceId) {
        for (var taken : pool.releaseAll(worker, spaceId)) {
            giveBack.undone(taken.attempt(), "the worker may not serve the space any more");
            worker.port.cancel(taken.attempt(), "you may not serve the space any more");
        }
    }
}
