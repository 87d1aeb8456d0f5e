package dev.pulsegate.socketio.protocol;

/**
 * How much one packet may hold. The length of a message is the engine's to limit.
 *
 * @param maxAttachments the most attachments of a packet, either way; the reference parser takes 10
 * @param maxAttachmentBytes the most bytes of a packet's attachments together, from a client
 * @param maxJsonDepth how deep arrays and objects may be nested, from a client
 * @param maxJsonTokens how many values, names, brackets and braces the JSON may have, from a client: a parsed one takes up
 *     to 30 times the room of its text
 */
public record PacketLimits(int maxAttachments, long maxAttachmentBytes, int maxJsonDepth, int maxJsonTokens) {

    /** Checks that a usual packet fits. */
    public PacketLimits {
        if (maxAttachments < 0 || maxAttachmentBytes < 0 || maxJsonDepth < 2 || maxJsonTokens < 3) {
            throw new IllegalArgumentException("limits that no packet fits");
        }
    }

    /** 10 attachments of 10 MB together, 100 deep, half a million tokens. */
    public static PacketLimits defaults() {
        return new PacketLimits(10, 10_000_000, 100, 500_000);
    }
}
