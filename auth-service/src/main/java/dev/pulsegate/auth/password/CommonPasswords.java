package dev.pulsegate.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The passwords that are tried first by whoever guesses: some 11,600 of eight characters and more, after the list that
 * zxcvbn4j 1.9.0 ships with (MIT License), in whatever case they are written.
 */
final class CommonPasswords {

    private static final String RESOURCE = "/passwords/common-passwords.txt.gz";
    private static final Set<String> COMMON = read();

    private CommonPasswords() {}

    static boolean isCommon(String password) {
        return COMMON.contains(
                Normalizer.normalize(password, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (var packed = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(RESOURCE), RESOURCE);
                var lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
