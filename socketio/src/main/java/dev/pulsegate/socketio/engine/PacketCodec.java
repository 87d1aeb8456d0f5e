package dev.pulsegate.socketio.engine;

import java.util.Base64;

/** Packets as text and frames: Engine.IO protocol 4.1, "Packet encoding". */
final class PacketCodec {

    private static final char OPEN = '0';
    private static final char CLOSE = '1';
    private static final char PING = '2';
    private static final char PONG = '3';
    private static final char MESSAGE = '4';
    private static final char UPGRADE = '5';
    private static final char NOOP = '6';
    private static final char BASE64 = 'b';

    private PacketCodec() {}

    /** The frame that holds a packet. */
    static Frame frame(Packet packet) {
        return packet instanceof Message.Binary binary
                ? new Frame.Binary(binary.bytes())
                : new Frame.Text(text(packet));
    }

    /** A packet as text; a binary message becomes base64. */
    static String text(Packet packet) {
        return switch (packet) {
            case Packet.Open open -> OPEN + open.json();
            case Packet.Close close -> String.valueOf(CLOSE);
            case Packet.Ping ping -> PING + ping.data();
            case Packet.Pong pong -> PONG + pong.data();
            case Message.Text message -> MESSAGE + message.text();
            case Message.Binary message -> BASE64 + Base64.getEncoder().encodeToString(message.bytes());
            case Packet.Upgrade upgrade -> String.valueOf(UPGRADE);
            case Packet.Noop noop -> String.valueOf(NOOP);
        };
    }

    /** How many bytes a packet takes as text. */
    static long textSize(Packet packet) {
        return switch (packet) {
            case Packet.Open open -> 1 + Utf8.length(open.json());
            case Packet.Ping ping -> 1 + Utf8.length(ping.data());
            case Packet.Pong pong -> 1 + Utf8.length(pong.data());
            case Message.Text message -> 1 + Utf8.length(message.text());
            case Message.Binary message -> 1 + 4 * ((message.bytes().length + 2L) / 3);
            case Packet.Close close -> 1;
            case Packet.Upgrade upgrade -> 1;
            case Packet.Noop noop -> 1;
        };
    }

    /** The packet in a frame. */
    static Packet decode(Frame frame) throws MalformedPacketException {
        return switch (frame) {
            case Frame.Text text -> decode(text.text());
            case Frame.Binary binary -> new Message.Binary(binary.bytes());
        };
    }

    /** The packet in a text. What follows the type of a packet that holds nothing is passed over. */
    static Packet decode(String text) throws MalformedPacketException {
        if (text.isEmpty()) {
            throw new MalformedPacketException("empty");
        }
        var data = text.substring(1);
        return switch (text.charAt(0)) {
            case OPEN -> new Packet.Open(data);
            case CLOSE -> new Packet.Close();
            case PING -> new Packet.Ping(data);
            case PONG -> new Packet.Pong(data);
            case MESSAGE -> message(data);
            case UPGRADE -> new Packet.Upgrade();
            case NOOP -> new Packet.Noop();
            case BASE64 -> new Message.Binary(base64(data));
            default -> throw new MalformedPacketException("unknown type");
        };
    }

    private static Message message(String data) throws MalformedPacketException {
        if (data.indexOf(PayloadWriter.SEPARATOR) >= 0) {
            throw new MalformedPacketException("a separator in a message");
        }
        return new Message.Text(data);
    }

    private static byte[] base64(String data) throws MalformedPacketException {
        try {
            // The official Java client ends lines, as in e-mail.
            return Base64.getDecoder().decode(data.replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("not base64");
        }
    }
}
