package dev.pulsegate.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the command line asks for.
 *
 * @param host the address to listen on
 * @param port the TCP port to listen on; 0 for any free one
 * @param data the data folder
 * @param demoAccount whether the demo account is offered
 * @param jsonLogs whether the log is written as JSON, a line an entry
 */
record Options(String host, int port, Path data, boolean demoAccount, boolean jsonLogs) {

    /** The options in one line; {@code ./pulsegate help} explains them. */
    static final String USAGE = "usage: up [--port N] [--host ADDRESS] [--data FOLDER] [--no-demo] [--json-logs]";

    /** A command line that makes no sense; the message says what is wrong with it. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads the command line.
     *
     * @param arguments the words after the command
     * @param defaults looks up a configuration property; null where it is not set
     * @return what they ask for
     * @throws UsageException if an option is unknown, lacks its value or has a wrong one
     */
    static Options parse(List<String> arguments, UnaryOperator<String> defaults) throws UsageException {
        var host = orElse(defaults.apply("quarkus.http.host"), "127.0.0.1");
        var port = orElse(defaults.apply("quarkus.http.port"), "8080");
        var data = ".data";
        var demoAccount = Boolean.parseBoolean(orElse(defaults.apply("pulsegate.auth.demo-admin"), "true"));
        var jsonLogs = Boolean.parseBoolean(orElse(defaults.apply("quarkus.log.console.json.enabled"), "false"));
        var words = new ArrayDeque<>(arguments);
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            switch (word) {
                case "--host" -> host = valueOf(word, words);
                case "--port" -> port = valueOf(word, words);
                case "--data" -> data = valueOf(word, words);
                case "--no-demo" -> demoAccount = false;
                case "--json-logs" -> jsonLogs = true;
                default -> throw new UsageException("unknown option: " + word);
            }
        }
        return new Options(host, portNumber(port), Path.of(data), demoAccount, jsonLogs);
    }

    private static String valueOf(String option, ArrayDeque<String> words) throws UsageException {
        var value = words.pollFirst();
        if (value == null || value.isBlank()) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }

    private static int portNumber(String text) throws UsageException {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xffff) {
            throw new UsageException("not a port (0 to 65535): " + text);
        }
        return Integer.parseInt(text);
    }

    private static String orElse(String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }
}
