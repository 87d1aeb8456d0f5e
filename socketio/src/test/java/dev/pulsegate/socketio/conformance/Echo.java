package dev.pulsegate.socketio.conformance;

import java.util.stream.IntStream;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.EngineApplication;
import dev.pulsegate.socketio.engine.EngineListener;
import dev.pulsegate.socketio.engine.EngineSession;
import dev.pulsegate.socketio.engine.Message;

/**
 * Sends every message back, and does what a few of them ask for: {@code flood} sends as much as the session takes,
 * {@code fill} 300 kB, {@code authorization} that header of the handshake, {@code fail} an exception, {@code bye} a last message and the end.
 */
final class Echo implements EngineApplication {

    private static final int PIECE = 50_000;

    @Override
    public EngineListener opened(EngineSession session) {
        return new EngineListener() {
            @Override
            public void received(Message message) {
                answer(session, message);
            }

            @Override
            public void closed(CloseReason reason) {}
        };
    }

    private static void answer(EngineSession session, Message message) {
        switch (message) {
            case Message.Text(var text) -> answer(session, text);
            case Message.Binary _ -> session.send(message);
        }
    }

    private static void answer(EngineSession session, String text) {
        switch (text) {
            case "flood" -> flood(session);
            case "fill" -> IntStream.range(0, 6).forEach(number -> session.send(piece()));
            case "authorization" ->
                session.send(Message.text(session.handshake().header(text).orElse("none")));
            case "fail" -> throw new IllegalStateException("as asked for");
            case "bye" -> {
                session.send(Message.text("good bye"));
                session.close(CloseReason.CLOSED_BY_APPLICATION);
            }
            default -> session.send(Message.text(text));
        }
    }

    private static void flood(EngineSession session) {
        while (session.send(piece())) {
            Thread.onSpinWait();
        }
    }

    private static Message piece() {
        return Message.text("x".repeat(PIECE));
    }
}
