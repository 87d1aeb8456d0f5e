package dev.pulsegate.testkit.caller;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One caller of each kind.
 *
 * @param tokens the kinds' names and their access tokens; null for whoever has none
 */
public record Callers(Map<String, String> tokens) {

    static final String ANONYMOUS = "anonymous";

    /** Callers of all kinds. */
    public static Callers of(String person, String administrator, String worker, String device) {
        var tokens = new LinkedHashMap<String, String>();
        tokens.put(ANONYMOUS, null);
        tokens.put("person", person);
        tokens.put("administrator", administrator);
        tokens.put("worker", worker);
        tokens.put("device", device);
        return new Callers(tokens);
    }
}
