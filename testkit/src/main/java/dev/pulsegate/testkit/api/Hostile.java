package dev.pulsegate.testkit.api;

import java.util.List;

/**
 * A value nobody should send.
 *
 * @param json how it is written in JSON
 * @param encoded how it is written in an address or a form
 * @param refused whether it must be refused wherever it stands; else it must not break anything
 */
record Hostile(String json, String encoded, boolean refused) {

    static final List<Hostile> TEXTS = List.of(
            new Hostile("\"a\\u0000b\"", "a%00b", true),
            new Hostile("\"a\\u001b[31mb\"", "a%1B%5B31mb", true),
            new Hostile("\"a\\ud800b\"", "%zz", true),
            new Hostile("\"\\ud83d\\ude00\"", "%F0%9F%98%80", false),
            new Hostile("\"\\u0080\\u202e\\uffff\"", "%C2%80%E2%80%AE%EF%BF%BF", false),
            new Hostile("\"%s\"".formatted("x".repeat(3000)), "x".repeat(3000), false),
            new Hostile("\"\"", "", false));

    static final List<Hostile> NUMBERS = List.of(
            new Hostile("1e400", "1e400", true),
            new Hostile("-1.5e999", "-1.5e999", true),
            new Hostile("NaN", "NaN", true),
            new Hostile("\"Infinity\"", "Infinity", false),
            new Hostile("1e308", "1e308", false),
            new Hostile("1E-1000000000", "1E-1000000000", false),
            new Hostile("-0", "-0", false),
            new Hostile("-0.0", "-0.0", false),
            new Hostile("0", "0", false),
            new Hostile("-1", "-1", false),
            new Hostile("2147483647", "2147483647", false),
            new Hostile("2147483648", "2147483648", false),
            new Hostile("-2147483649", "-2147483649", false),
            new Hostile("9223372036854775807", "9223372036854775807", false),
            new Hostile("9223372036854775808", "9223372036854775808", false),
            new Hostile("9".repeat(900), "9".repeat(900), false),
            new Hostile("\"x\"", "x", false));

    static final List<Hostile> TIMES = List.of(
            new Hostile("\"+1000000000-12-31T23:59:59Z\"", "%2B1000000000-12-31T23:59:59Z", false),
            new Hostile("\"-999999999-01-01T00:00:00Z\"", "-999999999-01-01T00:00:00Z", false),
            new Hostile("\"294277-01-01T00:00:00Z\"", "294277-01-01T00:00:00Z", false),
            new Hostile("1796000000000", "1796000000000", false),
            new Hostile("1e300", "1e300", false),
            new Hostile("\"tomorrow\"", "tomorrow", false));

    static final List<Hostile> TREES = List.of(
            new Hostile("{\"a\":{\"b\":[\"\\u0000\"]}}", "%7B", true),
            new Hostile("{\"a\\u0000\":1}", "%7B", true),
            new Hostile("{\"a\":1e400}", "%7B", true),
            new Hostile("7", "7", false));
}
