package dev.pulsegate.worker.protocol;

/** How much may be said at once, by either side. */
public final class ProtocolLimits {

    /** The longest frame, in bytes of UTF-8. */
    public static final int MAX_FRAME_BYTES = 1 << 20;

    /** The longest result inside a frame, in bytes of UTF-8; longer ones are uploaded as files. */
    public static final int MAX_RESULT_BYTES = 512 << 10;

    /** The longest text in one chunk, in characters; longer ones are sent as several. */
    public static final int MAX_CHUNK_CHARS = 64 << 10;

    /** The longest message of a progress or an error, in characters; longer ones are cut. */
    public static final int MAX_MESSAGE_CHARS = 2000;

    /** The longest name of a space, a worker or a version, in characters. */
    public static final int MAX_NAME_CHARS = 200;

    /** The longest id or lease, in characters. */
    public static final int MAX_ID_CHARS = 200;

    /** The longest URL, in characters: signed ones are long. */
    public static final int MAX_URL_CHARS = 8192;

    /** The most spaces one worker may serve. */
    public static final int MAX_SPACES = 100;

    /** The most files a request may bring. */
    public static final int MAX_FILES = 100;

    /** The most requests one worker may have at once. */
    public static final int MAX_CAPACITY = 1000;

    /**
     * The most attempts named in a registration, which has to be short, as nobody knows the worker yet; any further ones are
     * spoken for right after it.
     */
    public static final int MAX_HELD = 16;

    /** How deep objects and lists may be nested in a frame. */
    public static final int MAX_DEPTH = 100;

    private ProtocolLimits() {}

    /** The text, cut to the length of a message. */
    public static String cutMessage(String text) {
        if (text.length() <= MAX_MESSAGE_CHARS) {
            return text;
        }
        int end = MAX_MESSAGE_CHARS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
