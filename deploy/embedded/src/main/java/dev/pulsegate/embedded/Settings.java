package dev.pulsegate.embedded;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.pulsegate.embedded.folder.StartupFailure;

/** What the environment and the command line of Java say before there is a configuration to ask. */
public final class Settings {

    /** The limit of a stop: until it is seen, while peers go, requests and sockets, then the rest. */
    private static final String STOP_DELAY = "pulsegate.platform.stop-delay";

    private static final String STOP_WINDOW = "pulsegate.platform.stop-window";
    private static final String STOP_PATIENCE = "pulsegate.platform.stop-patience";

    private static final String STOP_MARGIN = "pulsegate.platform.stop-margin";
    private static final String DATABASE_RESTART_LIMIT = "pulsegate.standalone.database.restart-limit";

    /** A duration as Quarkus reads it too: {@code 10} and {@code 10s} are seconds, {@code 500ms} is less, {@code PT1M} ISO. */
    private static final Pattern SHORT_DURATION = Pattern.compile("(?i)(\\d{1,12})(ms|[smhd]?)");

    private Settings() {}

    /** A property; null where it is not set. */
    public static String configured(String property) {
        return Optional.ofNullable(System.getProperty(property)).orElseGet(() -> System.getenv(variable(property)));
    }

    /** The environment variable that sets a property. */
    public static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * How long a service's stop may take.
     *
     * @throws StartupFailure if that is no duration
     */
    public static Duration stopLimit() {
        return duration(STOP_DELAY, Duration.ZERO)
                .plus(duration(STOP_WINDOW, Duration.ZERO))
                .plus(duration(STOP_PATIENCE, Duration.ofSeconds(10)))
                .plus(duration(STOP_MARGIN, Duration.ofSeconds(10)));
    }

    /**
     * How long it is tried to start a database again that has died.
     *
     * @throws StartupFailure if that is no duration
     */
    public static Duration databaseRestartLimit() {
        return duration(DATABASE_RESTART_LIMIT, Duration.ofMinutes(2));
    }

    private static Duration duration(String property, Duration otherwise) {
        var text = configured(property);
        try {
            return text == null ? otherwise : parse(text.strip());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new StartupFailure("This is no duration: " + property + "=" + text, e);
        }
    }

    static Duration parse(String text) {
        var parts = SHORT_DURATION.matcher(text);
        if (!parts.matches()) {
            return Duration.parse(text.regionMatches(true, 0, "P", 0, 1) ? text : "PT" + text);
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2).toLowerCase(Locale.ROOT)) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
