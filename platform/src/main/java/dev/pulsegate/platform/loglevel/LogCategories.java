package dev.pulsegate.platform.loglevel;

import java.util.Set;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.platform.PlatformConfig;

/** Which categories of the log may be changed while the service runs. */
@ApplicationScoped
public class LogCategories {

    /** What people did is logged whoever would rather not have it. */
    private static final String AUDIT = "dev.pulsegate.audit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)*");
    private static final int LONGEST = 200;

    private final Set<String> prefixes;

    LogCategories(PlatformConfig config) {
        this.prefixes = config.logLevels().categories();
    }

    /** Whether this is the name of one of them, or of one below. */
    public boolean mayChange(String category) {
        return category.length() <= LONGEST
                && NAME.matcher(category).matches()
                && !isBelow(category, AUDIT)
                && prefixes.stream().anyMatch(prefix -> isBelow(category, prefix));
    }

    /** Those that are configured, with what is below them. */
    public Set<String> prefixes() {
        return prefixes;
    }

    private static boolean isBelow(String category, String prefix) {
        return category.equals(prefix) || category.startsWith(prefix + ".");
    }
}
