package dev.pulsegate.gateway.worker.socketio;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.caller.CallerRule;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;
import dev.pulsegate.socketio.server.Admission;
import dev.pulsegate.socketio.server.ConnectRequest;
import dev.pulsegate.socketio.server.NamespaceHandler;

/**
 * Lets workers in. One may come without a credential, for spaces that need none; one that shows a bad one is told so. What
 * it may serve is decided when it registers.
 */
@ApplicationScoped
@CallableBy({CallerKind.ANONYMOUS, CallerKind.WORKER})
public class SpacesNamespace implements NamespaceHandler {

    private static final CallerRule CALLERS = CallerRule.of(SpacesNamespace.class);

    private final AccessKeys keys;
    private final TokenVerifier verifier;
    private final SocketIoWorkers workers;

    SpacesNamespace(AccessKeys keys, TokenVerifier verifier, SocketIoWorkers workers) {
        this.keys = keys;
        this.verifier = verifier;
        this.workers = workers;
    }

    @Override
    public CompletionStage<Admission> connecting(ConnectRequest request) {
        return CompletableFuture.completedStage(decide(request));
    }

    private Admission decide(ConnectRequest request) {
        var address = request.handshake().remoteAddress();
        return switch (Credential.of(request)) {
            case Credential.None _ -> accepted(null, null);
            case Credential.Token(var text) ->
                switch (verifier.verify(text)) {
                    case TokenCheck.Valid(var caller) -> accepted(caller, null);
                    case TokenCheck.Invalid(var reason) ->
                        Admission.refused("The access token is refused: " + reason + ".");
                };
            case Credential.Key(var text) ->
                switch (keys.check(text, address)) {
                    case KeyCheck.Valid(var caller) -> accepted(caller, new HeldKey(text, address));
                    case KeyCheck.Invalid _ -> Admission.refused("The access key is not valid.");
                    case KeyCheck.Unknown _ ->
                        Admission.refused("The access key cannot be checked now. Try again in a moment.");
                };
        };
    }

    /** {@code caller} and {@code key} are null for what the worker came without. */
    private Admission accepted(Caller caller, HeldKey key) {
        return CALLERS.admits(caller == null ? CallerKind.ANONYMOUS : CallerKind.of(caller))
                ? Admission.accepted(workers.arriving(caller, key))
                : Admission.refused(CALLERS.refused());
    }
}
