package dev.pulsegate.socketio.protocol;

/**
 * What stands before a packet's JSON: {@code <type>[<attachments>-][<namespace>,][<id>]}.
 *
 * @param attachments how many follow
 * @param namespace without its query, which older clients put there
 * @param id of an event that wants an answer or of an answer, else {@link Packet#NO_ID}
 * @param json the rest of the text; empty if there is none
 */
record PacketHeader(PacketType type, int attachments, String namespace, long id, String json) {

    private static final int MAX_NAMESPACE_LENGTH = 256;
    private static final int MAX_DIGITS = 16;

    static PacketHeader read(String text) throws MalformedPacketException {
        if (text.isEmpty()) {
            throw new MalformedPacketException("an empty packet");
        }
        var type = PacketType.ofDigit(text.charAt(0))
                .orElseThrow(() -> new MalformedPacketException("an unknown packet type"));
        int at = 1;
        int attachments = 0;
        if (type.hasAttachments()) {
            int end = endOfDigits(text, at);
            if (end == at || end == text.length() || text.charAt(end) != '-') {
                throw new MalformedPacketException("no number of attachments");
            }
            attachments = (int) Math.min(Integer.MAX_VALUE, number(text, at, end));
            at = end + 1;
        }
        var namespace = Packet.MAIN_NAMESPACE;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = namespace(text, at, end);
            at = comma < 0 ? end : end + 1;
        }
        int endOfId = endOfDigits(text, at);
        long id = endOfId == at ? Packet.NO_ID : number(text, at, endOfId);
        return new PacketHeader(type, attachments, namespace, id, text.substring(endOfId));
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static long number(String text, int from, int to) throws MalformedPacketException {
        if (to - from <= MAX_DIGITS) {
            long value = Long.parseLong(text, from, to, 10);
            if (value <= Packet.MAX_ID) {
                return value;
            }
        }
        throw new MalformedPacketException("a number larger than any client counts to");
    }

    private static String namespace(String text, int from, int to) throws MalformedPacketException {
        if (to - from > MAX_NAMESPACE_LENGTH) {
            throw new MalformedPacketException("a namespace with too long a name");
        }
        var name = text.substring(from, to);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedPacketException("a namespace with control characters");
        }
        int query = name.indexOf('?');
        return query < 0 ? name : name.substring(0, query);
    }
}
