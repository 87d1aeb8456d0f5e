package dev.pulsegate.worker.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.workerprotocol.InputKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    private static Options parse(String... words) throws UsageException {
        return Options.parse(List.of(words), name -> null);
    }

    @Test
    void allButTheSpacesHaveDefaults() throws UsageException {
        var options = parse("--spaces", "A, B,");

        assertThat(options.spaces()).containsExactly("A", "B");
        assertThat(options.gateway()).hasToString("http://localhost:8080");
        assertThat(options.key()).isEmpty();
        assertThat(options.capacity()).isEqualTo(1);
        assertThat(options.handler()).isEqualTo("simulate");
        assertThat(options.seed()).isEmpty();
        assertThat(options.verbose()).isFalse();
        assertThat(options.keepTrying()).isFalse();
        assertThat(options.inputs()).isEmpty();
    }

    @Test
    void allOptionsAreTaken() throws UsageException {
        var options = parse(
                "--host=https://h",
                "--spaces=A",
                "--key",
                "k",
                "--capacity",
                "4",
                "--name",
                "n",
                "--verbose",
                "--handler",
                "exec:a=b --c",
                "--seed",
                "-7",
                "--inputs",
                "prompt,audio",
                "--keep-trying");

        assertThat(options.gateway()).hasToString("https://h");
        assertThat(options.key()).contains("k");
        assertThat(options.capacity()).isEqualTo(4);
        assertThat(options.name()).contains("n");
        assertThat(options.handler()).isEqualTo("exec:a=b --c");
        assertThat(options.seed()).isEqualTo(OptionalLong.of(-7));
        assertThat(options.inputs()).isEqualTo(Set.of(InputKind.PROMPT, InputKind.AUDIO));
        assertThat(options.verbose()).isTrue();
        assertThat(options.keepTrying()).isTrue();
        assertThat(options.toString()).doesNotContain("k,").doesNotContain("[k]");
    }

    @Test
    void theKeyIsTakenFromTheEnvironmentUnlessItIsAnOption() throws UsageException {
        var environment = Map.of("PULSEGATE_KEY", " pgk_env ");

        assertThat(Options.parse(List.of("--spaces", "A"), environment::get).key())
                .contains("pgk_env");
        assertThat(Options.parse(List.of("--spaces", "A", "--key", "pgk_option"), environment::get)
                        .key())
                .contains("pgk_option");
        assertThat(Options.parse(List.of("--spaces", "A"), Map.of("PULSEGATE_KEY", "")::get)
                        .key())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--verbose | --spaces is needed: the names of the spaces to serve",
                "--spaces , | --spaces is needed: the names of the spaces to serve",
                "--spaces | --spaces needs a value",
                "--spaces --verbose | --spaces needs a value",
                "--spaces A --capacity 0 | --capacity takes a whole number from 1 to 1000: 0",
                "--spaces A --capacity many | --capacity takes a whole number from 1 to 1000: many",
                "--spaces A --seed x | --seed takes a whole number: x",
                "--spaces A --host ftp://h | --host is not the address of a gateway: not http, https, ws or wss: ftp",
                "--spaces A --inputs smell | --inputs knows prompt, audio, video and file: smell",
                "--spaces A --colour | unknown option: --colour",
                "A | unknown option: A",
            })
    void whatMakesNoSenseIsRefusedAndNamed(String line, String message) {
        assertThatThrownBy(() -> parse(line.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
