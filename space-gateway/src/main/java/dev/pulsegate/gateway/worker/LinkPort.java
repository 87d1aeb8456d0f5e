package dev.pulsegate.gateway.worker;

import java.util.UUID;
import java.util.function.Consumer;

import dev.pulsegate.gateway.dispatch.HandOver;
import dev.pulsegate.gateway.dispatch.SetAside;
import dev.pulsegate.gateway.dispatch.WorkerPort;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.socket.SocketClose;

/** What the dispatcher tells and asks a worker by. Any thread may; what is said is said in the link's own order. */
final class LinkPort implements WorkerPort {

    private final UUID id;
    private final WorkerTransport link;
    private final WorkerToken token;
    private final Consumer<SetAside> whenSetAside;
    private volatile boolean left;

    /** {@code whenSetAside} hears that the worker gets nothing for a while. */
    LinkPort(UUID id, WorkerTransport link, WorkerToken token, Consumer<SetAside> whenSetAside) {
        this.id = id;
        this.link = link;
        this.token = token;
        this.whenSetAside = whenSetAside;
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
        return link.namesAttempts();
    }

    @Override
    public boolean handOver(HandOver handOver) {
        var request = Answers.request(handOver);
        link.run(() -> link.say(request));
        return !left;
    }

    @Override
    public void cancel(Attempt attempt, String reason) {
        link.run(() -> link.say(new GatewayMessage.Cancel(attempt.requestId(), attempt.number(), reason)));
    }

    @Override
    public void setAside(SetAside aside) {
        whenSetAside.accept(aside);
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
                    link.run(() -> link.close(SocketClose.GONE, "the space is gone or disabled"));
                }
            }
            case NOT_ALLOWED -> {
                var message = "You may not serve the space " + spaceId + " any more.";
                link.run(() -> {
                    link.say(new GatewayMessage.Refused(ErrorCode.FORBIDDEN.wireName(), message, null, null));
                    if (last) {
                        link.close(SocketClose.FORBIDDEN, message);
                    }
                });
            }
        }
    }
}
