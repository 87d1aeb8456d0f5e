package dev.pulsegate.ecg.it;

import java.time.Duration;
import java.util.ArrayList;

import io.quarkus.runtime.shutdown.ShutdownRecorder;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.socket.TestSocket.Closed;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of the process. In a start of its own, because afterwards nobody can be served. */
@EcgServiceTest
@TestProfile(StopIT.OwnStart.class)
class StopIT {

    /** Changes nothing; a profile is what makes Quarkus start anew. */
    public static final class OwnStart implements QuarkusTestProfile {}

    private final EcgClient client = new EcgClient();

    @Test
    void tellsEveryViewerAndWaitsForNobodyWhoDoesNotAnswer() {
        var viewers = new ArrayList<TestSocket>();
        for (int i = 0; i < 20; i++) {
            viewers.add(client.watch("demo"));
        }
        viewers.forEach(TestSocket::awaitJson);
        try (var mute = RawPeer.connect(client.port)) {
            assertThat(mute.upgrade(client.target(client.tokens.user().sign(), "")))
                    .startsWith("HTTP/1.1 101");

            var began = System.nanoTime();
            // What Quarkus does first on SIGTERM; the rest of its end follows when the test does.
            ShutdownRecorder.runShutdown();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));

            for (var viewer : viewers) {
                assertThat(viewer.awaitClose()).isEqualTo(new Closed(1001, "the server is stopping"));
            }
            assertThat(mute.readUntilClose().closeCode()).isEqualTo(1001);
            mute.awaitEnd(Duration.ofSeconds(4));
            try (var late = client.watch("demo")) {
                assertThat(late.awaitClose().code()).isEqualTo(1001);
            }
        }
    }
}
