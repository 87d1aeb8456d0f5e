package dev.pulsegate.ecg.viewer;

import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;

import dev.pulsegate.ecg.EcgConfig;
import dev.pulsegate.ecg.frame.BinaryFrameEncoder;
import dev.pulsegate.ecg.live.LiveStreams;
import dev.pulsegate.ecg.live.WireFormat;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.caller.CallerRule;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.socket.SocketClose;
import dev.pulsegate.platform.socket.SocketEndpoint;
import dev.pulsegate.platform.socket.Sockets;
import dev.pulsegate.platform.tcp.Places;
import dev.pulsegate.platform.token.Caller;

/**
 * The socket viewers connect to. As it never blocks, messages need no queue to keep their order. Described in
 * {@code docs/ecg-stream.asyncapi.yaml}.
 */
@WebSocket(path = "/ws/ecg/stream", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
@CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR, CallerKind.DEVICE})
class StreamEndpoint extends SocketEndpoint<Viewer> {

    private final LiveStreams live;
    private final EcgConfig config;
    private final Places places;
    private final MessageCodec codec = new MessageCodec();

    StreamEndpoint(Sockets sockets, Handshake handshake, LiveStreams live, EcgConfig config) {
        super("ecg-stream", CallerRule.of(StreamEndpoint.class), sockets, handshake);
        this.live = live;
        this.config = config;
        this.places = new Places(Integer.MAX_VALUE, config.viewersPerAccount());
    }

    @Override
    protected void connected(WebSocketConnection connection, Caller caller) {
        var stream =
                Handshake.parameter(connection.handshakeRequest(), "stream").orElse(config.defaultStream());
        if (!caller.mayUseStream(stream)) {
            refuse(connection, SocketClose.FORBIDDEN, "your access key is not for this stream");
        } else if (!places.take(caller.accountId())) {
            refuse(
                    connection,
                    SocketClose.TOO_MANY_SOCKETS,
                    "your account has " + config.viewersPerAccount() + " viewers open already");
        } else {
            watch(connection, caller, stream);
        }
    }

    private void watch(WebSocketConnection connection, Caller caller, String stream) {
        var format =
                BinaryFrameEncoder.SUBPROTOCOL.equals(connection.subprotocol()) ? WireFormat.BINARY : WireFormat.JSON;
        var viewer = new Viewer(live, caller, codec, format, stream);
        follow(connection, viewer);
        viewer.open(sockets().open(name(), connection, caller, viewer), stream);
    }

    @Override
    protected void left(Viewer viewer) {
        places.giveBack(viewer.caller().accountId());
    }
}
