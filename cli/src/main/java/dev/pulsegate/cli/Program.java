package dev.pulsegate.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line. All of PulseGate's read {@code --option value} and {@code --option=value}, take the last of an option
 * given twice, have {@code --help}, {@code --version} and a command {@code completion}, and answer what makes no sense
 * with a line that says why, their usage and {@link ExitCode#USAGE}.
 *
 * <p>A command is an object annotated for picocli that returns its exit code from {@code call()}.
 */
public final class Program {

    private static final int USAGE_WIDTH = 100;

    private final Shell shell;
    private final CommandLine line;

    /** A program that is one command, or that its subcommands make up. */
    public Program(Object command, Shell shell) {
        this.shell = shell;
        this.line = new CommandLine(command);
        addStandardOptions(line.getCommandSpec());
    }

    /** Adds a subcommand. */
    public Program with(Object subcommand) {
        var added = new CommandLine(subcommand);
        addStandardOptions(added.getCommandSpec());
        line.addSubcommand(added);
        return this;
    }

    /** Adds a subcommand whose words are somebody else's, {@code --help} included. */
    public Program withForeign(Object subcommand) {
        line.addSubcommand(subcommand);
        return this;
    }

    /** Reads the words and does what they ask for; the exit code. */
    public int run(List<String> words) {
        with(new Completion());
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(
                Help.defaultColorScheme(Terminal.wantsColours(shell.environment()) ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setOverwrittenOptionsAllowed(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // A password may begin with @.
        line.setExpandAtFiles(false);
        line.registerConverter(Long.class, Program::number);
        line.registerConverter(String.class, Program::text);
        line.registerConverter(Path.class, path -> Path.of(text(path)));
        allSpecs().forEach(Program::setAppearance);
        // Help goes before whatever else is wrong.
        allSpecs().forEach(spec -> spec.parser().collectErrors(true));
        line.setExecutionStrategy(Program::execute);
        line.setParameterExceptionHandler((refusal, _) -> refuse(refusal));
        return line.execute(words.toArray(String[]::new));
    }

    private Stream<CommandSpec> allSpecs() {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec);
    }

    private static void addStandardOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("print this")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("print the version")
                .build());
        spec.versionProvider(() -> new String[] {product(spec) + " " + Version.current()});
    }

    /** What has the version: a program may be one of its commands, as {@code pulsegate up} is. */
    private static String product(CommandSpec spec) {
        return spec.root().name().replaceFirst(" .*", "");
    }

    private static void setAppearance(CommandSpec spec) {
        spec.usageMessage()
                .width(USAGE_WIDTH)
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .synopsisHeading("usage: ")
                .descriptionHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%ncommands:%n")
                .footerHeading("%n");
        if (!spec.usageMessage().exitCodeList().isEmpty()) {
            spec.usageMessage().exitCodeListHeading("%nexit codes:%n");
        }
        // What one of several names stands for is typed in lower case.
        for (var option : List.copyOf(spec.options())) {
            spec.remove(option);
            spec.addOption(
                    isOneOfSeveralNames(option)
                            ? option.toBuilder()
                                    .completionCandidates(names(option))
                                    .build()
                            : option);
        }
    }

    private static List<String> names(ArgSpec option) {
        return StreamSupport.stream(option.completionCandidates().spliterator(), false)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String text(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("needs a value");
        }
        return text;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("takes a whole number: " + text);
        }
    }

    private static int execute(ParseResult words) {
        var helped = CommandLine.executeHelpRequest(words);
        if (helped != null) {
            return helped;
        }
        for (var part = words; part != null; part = part.hasSubcommand() ? part.subcommand() : null) {
            for (var wrong : part.errors()) {
                throw wrong instanceof ParameterException refusal
                        ? refusal
                        : new ParameterException(part.commandSpec().commandLine(), wrong.getMessage());
            }
        }
        return new RunLast().execute(words);
    }

    private static int refuse(ParameterException refusal) {
        var refused = refusal.getCommandLine();
        refused.getErr().println(refused.getCommandSpec().qualifiedName() + ": " + reason(refusal));
        refused.usage(refused.getErr());
        return ExitCode.USAGE;
    }

    private static String reason(ParameterException refusal) {
        return switch (refusal) {
            case UnmatchedArgumentException unmatched ->
                (hasOnlySubcommands(unmatched.getCommandLine()) ? "no such command: " : "unknown option: ")
                        + unmatched.getUnmatched().getFirst();
            case MissingParameterException missing ->
                firstName(missing.getMissing().getFirst()) + " needs a value";
            default -> refusal.getArgSpec() == null ? refusal.getMessage() : wrongValue(refusal);
        };
    }

    /** What a converter says goes on from the option's name. */
    private static String wrongValue(ParameterException refusal) {
        var option = refusal.getArgSpec();
        if (isOneOfSeveralNames(option)) {
            return firstName(option) + " is one of " + String.join(", ", names(option)) + ": " + refusal.getValue();
        }
        return firstName(option) + " " + (refusal.getCause() == null ? refusal : refusal.getCause()).getMessage();
    }

    private static boolean isOneOfSeveralNames(ArgSpec option) {
        return option.auxiliaryTypes()[0].isEnum() && option.converters().length == 0;
    }

    private static boolean hasOnlySubcommands(CommandLine line) {
        return !(line.getCommand() instanceof Callable<?>);
    }

    private static String firstName(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.names()[0] : argument.paramLabel();
    }
}
