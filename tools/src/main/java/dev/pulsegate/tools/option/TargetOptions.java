package dev.pulsegate.tools.option;

import java.util.Optional;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import dev.pulsegate.cli.Shell;
import dev.pulsegate.worker.connection.GatewayAddress;

/** The options that say which installation is meant, and who signs in. */
public final class TargetOptions {

    /** The environment variable that the password is better given in: options are seen by others on the machine. */
    private static final String PASSWORD_VARIABLE = "PULSEGATE_PASSWORD";

    /** The account a fresh {@code ./pulsegate up} has. */
    private static final String DEMO_USERNAME = "admin";

    private static final String DEMO_PASSWORD = "admin123";

    @Option(
            names = "--host",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            converter = Address.class,
            description = "the installation; ${DEFAULT-VALUE} by default")
    private GatewayAddress address;

    @Option(
            names = {"--username", "--admin-user"},
            paramLabel = "NAME",
            defaultValue = DEMO_USERNAME,
            description = "an administrator's account; ${DEFAULT-VALUE} by default")
    private String username;

    /** Null if it is not among the options. */
    @Option(
            names = {"--password", "--admin-pass"},
            paramLabel = "WORD",
            description = "its password; better in the environment, as " + PASSWORD_VARIABLE
                    + ". On this machine admin has the demo account's by default")
    private String password;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    static final class Address implements ITypeConverter<GatewayAddress> {

        @Override
        public GatewayAddress convert(String text) {
            try {
                return GatewayAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("is not the address of an installation: " + e.getMessage());
            }
        }
    }

    /**
     * What they say, the environment too. On this machine the demo account is the default; elsewhere its password is sent
     * to nobody unasked.
     *
     * @throws ParameterException if there is no password
     */
    public Target target(Shell shell) {
        var word = Optional.ofNullable(password)
                .or(() -> shell.variable(PASSWORD_VARIABLE))
                .or(() -> isDemo() ? Optional.of(DEMO_PASSWORD) : Optional.empty())
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "a password is needed for " + username + ": in the environment as " + PASSWORD_VARIABLE
                                + ", or with --password"));
        return new Target(address, username, word);
    }

    private boolean isDemo() {
        return Target.isThisMachine(address) && username.equals(DEMO_USERNAME);
    }
}
