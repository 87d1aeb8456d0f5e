package dev.pulsegate.platform.socket;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;

/**
 * Keeps hold of the TCP connection under each WebSocket. WebSockets Next offers no way to end a connection whose peer
 * does not read: a close frame would wait behind what is unread, and closing Vert.x' connection sends no more than a
 * close frame either. So Netty's channel is kept.
 */
@ApplicationScoped
public class TransportKeeper implements HttpUpgradeCheck {

    static final TypedKey<Transport> TRANSPORT = new TypedKey<>("transport");

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        context.userData().put(TRANSPORT, Transport.of(context.httpRequest().connection()));
        return CheckResult.permitUpgrade();
    }
}
