package dev.pulsegate.platform.broker;

import dev.pulsegate.platform.channel.UnreadableMessageException;

/** Tells a message that nobody can ever read from one that may go better another time. */
final class Poison {

    /** What others wrote may be part of a reason. */
    private static final int LONGEST_REASON = 300;

    /** More links than any chain of causes has that does not run in a circle. */
    private static final int MOST_CAUSES = 20;

    private Poison() {}

    /** Whether a reader failed because the message is none. */
    static boolean isReasonOf(Throwable failure) {
        var cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof UnreadableMessageException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** A failure in a few words. */
    static String reason(Throwable failure) {
        var said = failure.toString();
        return said.length() <= LONGEST_REASON ? said : said.substring(0, LONGEST_REASON);
    }
}
