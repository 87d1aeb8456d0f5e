package dev.pulsegate.bench.gateway;

/**
 * Takes members out of JSON text by looking for their names: the benchmark knows all texts it meets, and a parser would
 * take CPU time from the server it measures.
 */
final class Json {

    private Json() {}

    /** The value of the first member of a name, a string without escapes; null if there is none. */
    static String string(String text, String name) {
        var before = '"' + name + "\":\"";
        int found = text.indexOf(before);
        if (found < 0) {
            return null;
        }
        int from = found + before.length();
        return text.substring(from, text.indexOf('"', from));
    }

    /** The value of the first member of a name, a whole number. */
    static int integer(String text, String name) {
        var before = '"' + name + "\":";
        int from = text.indexOf(before) + before.length();
        int to = from;
        while (Character.isDigit(text.charAt(to))) {
            to++;
        }
        return Integer.parseInt(text, from, to, 10);
    }
}
