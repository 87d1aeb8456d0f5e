package dev.pulsegate.tools.cli;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.pulsegate.worker.connection.GatewayAddress;

/**
 * Which installation is meant, and who signs in.
 *
 * @param address where it is
 * @param username the account's name
 * @param password its password; never to be printed
 */
public record Target(GatewayAddress address, String username, String password) {

    /** The environment variable that the password is better given in: options are seen by others on the machine. */
    public static final String PASSWORD_VARIABLE = "PULSEGATE_PASSWORD";

    private static final String DEFAULT_HOST = "http://localhost:8080";

    /** The account a fresh {@code ./pulsegate up} has. */
    private static final String DEMO_USERNAME = "admin";

    private static final String DEMO_PASSWORD = "admin123";

    /**
     * The names of the options.
     *
     * @param username the option for the account's name
     * @param passwordOption the option for its password
     */
    public record OptionNames(String host, String username, String passwordOption) {}

    /** Gives nothing of the password away. */
    @Override
    public String toString() {
        return "Target[" + address + ", " + username + "]";
    }

    /**
     * Reads it from options and environment. On this machine the demo account is the default; elsewhere its password is
     * sent to nobody unasked.
     *
     * @param environment looks up an environment variable; null where it is not set
     * @throws UsageException if the address makes no sense or there is no password
     */
    public static Target of(Arguments arguments, OptionNames names, UnaryOperator<String> environment)
            throws UsageException {
        var address = address(names.host(), arguments.value(names.host()).orElse(DEFAULT_HOST));
        var username = arguments.value(names.username()).orElse(DEMO_USERNAME);
        var password = arguments
                .value(names.passwordOption())
                .or(() -> Optional.ofNullable(environment.apply(PASSWORD_VARIABLE))
                        .filter(value -> !value.isBlank()))
                .or(() -> isDemo(address, username) ? Optional.of(DEMO_PASSWORD) : Optional.empty())
                .orElseThrow(() -> new UsageException("a password is needed for " + username
                        + ": in the environment as " + PASSWORD_VARIABLE + ", or with " + names.passwordOption()));
        return new Target(address, username, password);
    }

    private static GatewayAddress address(String option, String text) throws UsageException {
        try {
            return GatewayAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " is not the address of an installation: " + e.getMessage());
        }
    }

    private static boolean isDemo(GatewayAddress address, String username) {
        return isThisMachine(address) && username.equals(DEMO_USERNAME);
    }

    /** Whether the installation is addressed as one of this machine. */
    public boolean isThisMachine() {
        return isThisMachine(address);
    }

    private static boolean isThisMachine(GatewayAddress address) {
        var host = URI.create(address.toString()).getHost();
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Gives the password away to nobody. */
    @Override
    public String toString() {
        return "Target[" + address + ", " + username + "]";
    }
}
