package dev.pulsegate.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.standalone.Options.UsageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void withoutOptionsItListensForThisMachineOnlyAndOffersTheDemoAccount() throws Exception {
        assertThat(parse(Map.of())).isEqualTo(new Options("127.0.0.1", 8080, Path.of(".data"), true, false));
    }

    @Test
    void everyOptionIsTaken() throws Exception {
        assertThat(parse(Map.of(), "--host", "::1", "--port", "0", "--data", "d", "--no-demo", "--json-logs"))
                .isEqualTo(new Options("::1", 0, Path.of("d"), false, true));
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheDefaults() throws Exception {
        var environment = Map.of(
                "quarkus.http.port", "9000",
                "quarkus.http.host", "::1",
                "pulsegate.auth.demo-admin", "false",
                "quarkus.log.console.json.enabled", "true");

        assertThat(parse(environment, "--port", "9001"))
                .isEqualTo(new Options("::1", 9001, Path.of(".data"), false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--port", "--port -1", "--port 65536", "--port x", "--port 99999999999", "--data", "up", "-p 1"})
    void aWrongCommandLineIsRefused(String words) {
        assertThatThrownBy(() -> parse(Map.of(), words.split(" "))).isInstanceOf(UsageException.class);
    }

    private static Options parse(Map<String, String> environment, String... words) throws UsageException {
        return Options.parse(List.of(words), environment::get);
    }
}
