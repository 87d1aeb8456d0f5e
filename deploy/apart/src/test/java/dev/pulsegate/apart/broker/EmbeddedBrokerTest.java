package dev.pulsegate.apart.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.embedded.folder.StartupFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedBrokerTest {

    @Test
    void startsAgainOnWhatItHasKept(@TempDir Path folder) throws IOException {
        var first = EmbeddedBroker.start(folder);
        assertListens(first);
        first.stop();

        var second = EmbeddedBroker.start(folder);
        assertListens(second);
        second.stop();
        assertThat(second.password()).isNotEqualTo(first.password());
    }

    private static void assertListens(EmbeddedBroker broker) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void saysWhyItDoesNotStart(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("no-folder"));
        assertThatThrownBy(() -> EmbeddedBroker.start(file)).isInstanceOf(StartupFailure.class);
    }
}
