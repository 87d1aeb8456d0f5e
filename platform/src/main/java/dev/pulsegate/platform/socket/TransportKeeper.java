package dev.pulsegate.platform.socket;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpConnection;

/**
 * Keeps hold of the TCP connection under each WebSocket. WebSockets Next offers no way to end a connection whose peer
 * does not read, and a close frame would wait behind what is unread.
 */
@ApplicationScoped
public class TransportKeeper implements HttpUpgradeCheck {

    static final TypedKey<HttpConnection> TRANSPORT = new TypedKey<>("transport");

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        context.userData().put(TRANSPORT, context.httpRequest().connection());
        return CheckResult.permitUpgrade();
    }
}
