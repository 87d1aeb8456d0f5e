package dev.pulsegate.gateway.worker;

import java.time.Instant;
import java.util.Optional;

import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;

/** The token a worker came with, if it came with one, and those that followed it. */
final class WorkerToken {

    private final Handshake handshake;
    private final WorkerTransport link;
    private volatile Optional<Caller> caller;

    WorkerToken(Handshake handshake, WorkerTransport link, Optional<Caller> caller) {
        this.handshake = handshake;
        this.link = link;
        this.caller = caller;
    }

    /** Who it speaks for; empty if the worker came without. */
    Optional<Caller> caller() {
        return caller;
    }

    /** Whether its time is over. */
    boolean isOver(Instant now) {
        return caller.isPresent() && !now.isBefore(caller.get().expiresAt());
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
        boolean sameHolder = caller.isEmpty() || Identity.isSame(later, caller.get());
        if (!sameHolder || CallerKind.of(later) != CallerKind.WORKER) {
            return false;
        }
        caller = Optional.of(later);
        link.renewed(later);
        return true;
    }
}
