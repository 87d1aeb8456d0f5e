package dev.pulsegate.gateway.submission;

import java.time.Duration;
import java.util.regex.Pattern;

/** The {@code Prefer} header (RFC 7240), as far as it says how long to wait (§4.3). */
final class PreferHeader {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?:$|[,;\\s])");
    private static final long MOST_SECONDS = 60;

    private PreferHeader() {}

    /** For how long the caller would have the answer wait for the end: at most a minute; zero if it said nothing. */
    static Duration waitFor(String header) {
        if (header == null) {
            return Duration.ZERO;
        }
        var found = WAIT.matcher(header);
        return found.find()
                ? Duration.ofSeconds(Math.min(MOST_SECONDS, Long.parseLong(found.group(1))))
                : Duration.ZERO;
    }
}
