package dev.pulsegate.embedded.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.embedded.folder.StartupFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresArchiveTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm_64",
        "Mac OS X, x86_64, darwin-x86_64",
        "Mac OS X, aarch64, darwin-arm_64"
    })
    void theProductCarriesAServerForEverySupportedMachine(String osName, String osArch, String platform) {
        assertThat(PostgresArchive.platform(osName, osArch)).isEqualTo(platform);
        assertThat(getClass().getResource("/postgres-" + platform + ".txz")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64", "FreeBSD, amd64"})
    void anotherMachineIsRefusedByName(String osName, String osArch) {
        assertThatThrownBy(() -> PostgresArchive.platform(osName, osArch))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(osName)
                .hasMessageContaining(osArch);
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(PostgresArchive.forThisMachine().version()).matches("18\\.\\d+\\.\\d+");
        assertThat(PostgresArchive.forThisMachine().majorVersion()).isEqualTo("18");
    }
}
