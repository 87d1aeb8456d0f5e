package dev.pulsegate.worker.cli;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.ExecOutput;
import dev.pulsegate.workerprotocol.InputKind;

/**
 * What the command line asks for.
 *
 * @param gateway where the gateway is
 * @param spaces the names of the spaces to serve
 * @param key the access key, if there is one
 * @param capacity how many requests to take at once
 * @param name a name for the worker
 * @param inputs the kinds of input it takes; empty for all
 * @param handler what to do with requests: {@code echo}, {@code simulate} or {@code exec:} and a command
 * @param seed makes {@code simulate} do the same each time
 * @param execOutput what a command's standard output is
 * @param keepTrying whether a refusal is no reason to end
 * @param verbose whether to print more
 */
record Options(
        GatewayAddress gateway,
        List<String> spaces,
        Optional<String> key,
        int capacity,
        Optional<String> name,
        Set<InputKind> inputs,
        String handler,
        OptionalLong seed,
        ExecOutput execOutput,
        boolean keepTrying,
        boolean verbose) {

    static final String USAGE = """
            usage: pulsegate-worker --spaces NAME[,NAME] [options]

            Connects to a PulseGate gateway, registers for spaces, and answers their requests.

              --host URL         the gateway: http(s):// or ws(s)://; http://localhost:8080 by default
              --spaces NAMES     the spaces to serve, separated by commas
              --key KEY          the access key; better in the environment, as PULSEGATE_KEY.
                                 Open spaces need none
              --capacity N       how many requests to take at once, 1 to 1000; 1 by default
              --handler WHAT     what to do with a request; simulate by default
                  echo             answer with what was asked
                  simulate         pretend: 1 to 5 s, progress, made-up text
                  exec:COMMAND     run a command (sh -c): request as JSON on its standard input,
                                   its lines of output become chunks
              --exec-output WHAT what a command's standard output is; lines by default
                  lines            text, but a last line {"result": …} is the result, as JSON
                  text             text, whatever it looks like
                  json             one JSON object: the result
              --seed N           the same durations and words each time, with simulate
              --inputs KINDS     the kinds of input taken, of prompt,audio,video,file; all by default
              --name NAME        a name for the worker, for people; the machine's by default
              --keep-trying      go on trying even if the gateway refuses the key or a space
              --verbose          print times, progress, and what commands write to standard error
              --help             print this
              --version          print the version

            Ctrl+C or SIGTERM: finish what is there, take no more, then end. Again: end at once.

            exit codes: 0 ended as asked; 1 some work was given up, or something broke; 2 wrong
            options; 3 refused by the gateway; 130, 143 ended at once by Ctrl+C, SIGTERM
            """;

    /**
     * Reads the command line.
     *
     * @param arguments its words
     * @param environment looks up an environment variable; null where it is not set
     * @throws UsageException if an option is unknown, lacks its value or has a wrong one
     */
    static Options parse(List<String> arguments, UnaryOperator<String> environment) throws UsageException {
        var host = "http://localhost:8080";
        var spaces = "";
        var key = Optional.ofNullable(environment.apply("PULSEGATE_KEY"));
        var capacity = 1;
        var name = Optional.<String>empty();
        Set<InputKind> inputs = EnumSet.noneOf(InputKind.class);
        var handler = "simulate";
        var seed = OptionalLong.empty();
        var execOutput = ExecOutput.LINES;
        var keepTrying = false;
        var verbose = false;
        var words = split(arguments);
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            switch (word) {
                case "--host" -> host = valueOf(word, words);
                case "--spaces" -> spaces = valueOf(word, words);
                case "--key" -> key = Optional.of(valueOf(word, words));
                case "--capacity" -> capacity = (int) number(word, valueOf(word, words), 1, 1000);
                case "--name" -> name = Optional.of(valueOf(word, words));
                case "--inputs" -> inputs = inputs(valueOf(word, words));
                case "--handler" -> handler = valueOf(word, words);
                case "--seed" ->
                    seed = OptionalLong.of(number(word, valueOf(word, words), Long.MIN_VALUE, Long.MAX_VALUE));
                case "--exec-output" -> execOutput = execOutput(valueOf(word, words));
                case "--keep-trying" -> keepTrying = true;
                case "--verbose" -> verbose = true;
                default -> throw new UsageException("unknown option: " + word);
            }
        }
        return new Options(
                gateway(host),
                names(spaces),
                key.map(String::strip).filter(text -> !text.isEmpty()),
                capacity,
                name,
                inputs,
                handler,
                seed,
                execOutput,
                keepTrying,
                verbose);
    }

    /** {@code --option=value} is {@code --option value}. */
    private static ArrayDeque<String> split(List<String> arguments) {
        var words = new ArrayDeque<String>();
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.matches("(?s)--[a-z-]+=.*")) {
                words.add(argument.substring(0, equals));
                words.add(argument.substring(equals + 1));
            } else {
                words.add(argument);
            }
        }
        return words;
    }

    private static String valueOf(String option, ArrayDeque<String> words) throws UsageException {
        var value = words.pollFirst();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }

    private static long number(String option, String text, long from, long to) throws UsageException {
        try {
            long number = Long.parseLong(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        var range = from == Long.MIN_VALUE ? "a whole number" : "a whole number from " + from + " to " + to;
        throw new UsageException(option + " takes " + range + ": " + text);
    }

    private static GatewayAddress gateway(String text) throws UsageException {
        try {
            return GatewayAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--host is not the address of a gateway: " + e.getMessage());
        }
    }

    private static List<String> names(String text) throws UsageException {
        var names = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new UsageException("--spaces is needed: the names of the spaces to serve");
        }
        return names;
    }

    private static Set<InputKind> inputs(String text) throws UsageException {
        var kinds = EnumSet.noneOf(InputKind.class);
        for (var name : text.split(",", -1)) {
            kinds.add(InputKind.ofWireName(name.strip())
                    .orElseThrow(() -> new UsageException("--inputs knows prompt, audio, video and file: " + name)));
        }
        return kinds;
    }

    private static ExecOutput execOutput(String name) throws UsageException {
        return ExecOutput.find(name)
                .orElseThrow(() -> new UsageException("--exec-output knows lines, text and json: " + name));
    }

    /** Gives the key away to nobody. */
    @Override
    public String toString() {
        return "Options[" + gateway + ", " + spaces + "]";
    }
}
