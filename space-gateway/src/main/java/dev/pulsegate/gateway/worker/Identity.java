package dev.pulsegate.gateway.worker;

import java.time.Instant;
import java.util.Optional;

import dev.pulsegate.gateway.dispatch.WorkerInfo;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.workerprotocol.WorkerMessage.Register;

/** Who a worker is: by what it says of itself, and by whose token it came with. */
final class Identity {

    private Identity() {}

    /** What people tell a worker by. */
    static WorkerInfo info(Register register, Optional<Caller> caller, String protocol, Instant connectedAt) {
        var holder = caller.map(who -> new WorkerInfo.Holder(who.accountId(), who.name(), who.accessKey()));
        return new WorkerInfo(register.name(), register.version(), protocol, connectedAt, holder.orElse(null));
    }

    /** Whether two tokens are the same holder's: a connection does not change hands. */
    static boolean isSame(Caller a, Caller b) {
        return a.accountId().equals(b.accountId()) && a.accessKeyId().equals(b.accessKeyId());
    }
}
