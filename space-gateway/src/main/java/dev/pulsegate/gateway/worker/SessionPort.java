package dev.pulsegate.gateway.worker;

import java.util.UUID;

import dev.pulsegate.gateway.dispatch.HandOver;
import dev.pulsegate.gateway.dispatch.WorkerPort;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.workerprotocol.ErrorCode;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.InferenceRequest;
import dev.pulsegate.workerprotocol.InputFile;
import dev.pulsegate.workerprotocol.RawJson;
import dev.pulsegate.workerprotocol.UploadTarget;

/** The dispatcher's side of a session. Any thread may use it; what is said is said in the transport's own order. */
final class SessionPort implements WorkerPort {

    private final UUID id;
    private final WorkerTransport transport;
    private final WorkerToken token;
    private final WorkerMeters meters;
    private volatile boolean left;

    /** {@code id} identifies the connection. */
    SessionPort(UUID id, WorkerTransport transport, WorkerToken token, WorkerMeters meters) {
        this.id = id;
        this.transport = transport;
        this.token = token;
        this.meters = meters;
    }

    /** The worker is gone. */
    void left() {
        left = true;
    }

    @Override
    public UUID connectionId() {
        return id;
    }

    @Override
    public boolean canReturn() {
        return transport.namesAttempts();
    }

    @Override
    public boolean handOver(HandOver handOver) {
        var request = request(handOver);
        transport.run(() -> transport.say(request));
        return !left;
    }

    private static GatewayMessage request(HandOver handOver) {
        var claim = handOver.claim();
        var attempt = claim.attempt();
        var upload = handOver.upload();
        return new InferenceRequest(
                new dev.pulsegate.workerprotocol.Attempt(
                        attempt.requestId().toString(),
                        attempt.number(),
                        attempt.lease().toString()),
                claim.spaceName(),
                claim.accountName(),
                claim.deadline(),
                RawJson.ofText(claim.payload()),
                handOver.files().stream()
                        .map(file ->
                                new InputFile(file.name(), file.kind(), file.contentType(), file.size(), file.url()))
                        .toList(),
                new UploadTarget(upload.putUrl(), upload.finalUrl(), upload.contentType()),
                claim.traceparent());
    }

    @Override
    public void cancel(Attempt attempt, String reason) {
        transport.run(() ->
                transport.say(new GatewayMessage.Cancel(attempt.requestId().toString(), attempt.number(), reason)));
    }

    @Override
    public void setAside(SetAside aside) {
        meters.setAside(id, aside);
    }

    @Override
    public boolean mayServe(Space space) {
        return ServingRight.refusal(space, token.caller()).isEmpty();
    }

    @Override
    public void removed(UUID spaceId, Removal why, boolean last) {
        switch (why) {
            case SPACE_IS_GONE -> {
                if (last) {
                    transport.run(() -> transport.close(SocketClose.GONE, "the space is gone or disabled"));
                }
            }
            case NOT_ALLOWED -> {
                var message = "You may not serve the space " + spaceId + " any more.";
                transport.run(() -> {
                    transport.say(new GatewayMessage.Refused(ErrorCode.FORBIDDEN.wireName(), message, null, null));
                    if (last) {
                        transport.close(SocketClose.FORBIDDEN, message);
                    }
                });
            }
        }
    }
}
