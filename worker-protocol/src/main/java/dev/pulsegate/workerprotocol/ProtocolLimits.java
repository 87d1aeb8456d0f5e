package dev.pulsegate.workerprotocol;

/** How much may be said at once. What is beyond that is refused; only words for people are cut. */
public final class ProtocolLimits {

    /** The longest message, in bytes of UTF-8. Before the registration is answered the gateway takes less. */
    public static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** The longest result in a message, in bytes of UTF-8; a longer one goes into a file. */
    public static final int MAX_RESULT_BYTES = 512 << 10;

    /** How deep objects and lists may be nested in a message. */
    public static final int MAX_DEPTH = 200;

    /** The longest name of a space, a worker or a version, in characters. */
    public static final int MAX_NAME_CHARS = 200;

    /** The longest id or lease, in characters. */
    public static final int MAX_ID_CHARS = 100;

    /** The longest access token, in characters. */
    public static final int MAX_TOKEN_CHARS = 8192;

    /** The longest URL, in characters: signed ones are long. */
    public static final int MAX_URL_CHARS = 8192;

    /** The longest words for people that the gateway takes with a progress, in characters. */
    public static final int MAX_WORDS_CHARS = 4000;

    /** What words for people are cut to when they are written by a worker or read by one, in characters. */
    public static final int CUT_WORDS_CHARS = 2000;

    /** The most spaces one worker may serve. */
    public static final int MAX_SPACES = 100;

    /** The most requests one worker may have at once. */
    public static final int MAX_CAPACITY = 1000;

    /** The most attempts a registration may name that the worker goes on with. */
    public static final int MAX_HELD = 1000;

    /** The most files a request may bring. */
    public static final int MAX_FILES = 100;

    /** The longest a worker is asked to wait before it connects again. */
    public static final int MAX_PAUSE_MILLIS = 600_000;

    private ProtocolLimits() {}

    /**
     * Words for people, cut if they are long, and never within a character.
     *
     * @return at most {@link #CUT_WORDS_CHARS} characters
     */
    public static String cutWords(String words) {
        if (words.length() <= CUT_WORDS_CHARS) {
            return words;
        }
        int end = CUT_WORDS_CHARS - 1;
        return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
