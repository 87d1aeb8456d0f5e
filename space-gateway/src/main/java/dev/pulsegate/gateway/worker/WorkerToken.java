package dev.pulsegate.gateway.worker;

import java.time.Instant;

import dev.pulsegate.gateway.dispatch.WorkerInfo;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.workerprotocol.GatewayMessage;

/** The token a worker came with, if it came with one, and those that followed it. */
final class WorkerToken {

    private final Handshake handshake;
    private final WorkerTransport transport;

    /** Null if the worker came without. */
    private volatile Caller caller;

    WorkerToken(Handshake handshake, WorkerTransport transport, Caller caller) {
        this.handshake = handshake;
        this.transport = transport;
        this.caller = caller;
    }

    /** Who it speaks for, or null if the worker came without. */
    Caller caller() {
        return caller;
    }

    /** Whose it is, or null if the worker came without. */
    WorkerInfo.Holder holder() {
        return caller == null ? null : new WorkerInfo.Holder(caller.accountId(), caller.name(), caller.accessKey());
    }

    /** Whether its time is over. */
    boolean isOver(Instant now) {
        return caller != null && !now.isBefore(caller.expiresAt());
    }

    GatewayMessage.AuthenticateResponse authenticate(String token) {
        return switch (handshake.verify(token)) {
            case TokenCheck.Valid(var later) ->
                renew(later)
                        ? new GatewayMessage.AuthenticateResponse(true, "The new token was taken.")
                        : new GatewayMessage.AuthenticateResponse(
                                false, "The token is somebody else's, or no worker's.");
            case TokenCheck.Invalid(var reason) -> new GatewayMessage.AuthenticateResponse(false, reason);
        };
    }

    /** Goes on with a later one; false, and nothing changes, if it is somebody else's, or no worker's. */
    boolean renew(Caller later) {
        boolean sameHolder = caller == null || isSameHolder(later, caller);
        if (!sameHolder || CallerKind.of(later) != CallerKind.WORKER) {
            return false;
        }
        caller = later;
        transport.renewed(later);
        return true;
    }

    /** A connection does not change hands. */
    private static boolean isSameHolder(Caller a, Caller b) {
        return a.accountId().equals(b.accountId()) && a.accessKeyId().equals(b.accessKeyId());
    }
}
