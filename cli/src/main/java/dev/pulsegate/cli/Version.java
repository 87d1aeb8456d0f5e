package dev.pulsegate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which PulseGate this is: all its modules have the same version. */
public final class Version {

    private Version() {}

    /** As in {@code 1.2.3}. */
    public static String current() {
        var properties = new Properties();
        try (var file = Version.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
