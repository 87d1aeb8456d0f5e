package dev.pulsegate.platform.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A broker that does not take everybody, and one that proves who it is. */
class BrokerAccessTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OUT = "said-out";
    private static final String SECRET = "changeit";
    private static final Map<String, String> OURS = Map.of("amqp-username", "pulsegate", "amqp-password", "right");
    private static final Map<String, String> TLS = Map.of("amqp-use-ssl", "true", "tls", "broker");

    private final AmqpBroker server = new AmqpBroker();

    @AfterEach
    void stop() {
        server.close();
    }

    private static void awaitConnected(ChannelProcess process, String channel) {
        Eventually.holds(
                SOON, () -> assertThat(process.broker.isConnected(channel)).isTrue());
    }

    private static void awaitSaid(CapturedLog log, String what) {
        Eventually.holds(SOON, () -> assertThat(log.messages()).anyMatch(line -> line.contains(what)));
    }

    private static void awaitAttempts(ChannelProcess process, int more) {
        double before = attempts(process);
        Eventually.holds(SOON, () -> assertThat(attempts(process)).isGreaterThan(before + more));
    }

    private static double attempts(ChannelProcess process) {
        return process.meters
                .get("pulsegate.broker.connection.attempts")
                .counter()
                .count();
    }

    @Test
    void aWrongPasswordIsSaidOnceAndTriedUntilItIsRight() {
        server.guard("pulsegate", "changed", "");
        server.start();
        try (var log = new CapturedLog();
                var process = new ChannelProcess(server, OURS, Map.of())) {
            process.write(OUT, ChannelProcess.topic("said"));
            awaitSaid(log, "is away: Failed to authenticate");
            awaitAttempts(process, 5);
            assertThat(log.messages().stream().filter(line -> line.contains("Failed to authenticate")))
                    .hasSize(1);
            assertThat(log.messages()).noneMatch(line -> line.contains("right"));
            assertThat(process.broker.isConnected(OUT)).isFalse();
            server.stop();
            server.guard("pulsegate", "right", "");
            server.start();
            awaitConnected(process, OUT);
            assertThat(process.say(OUT, "hello").join()).isTrue();
        }
    }

    @Test
    void anAddressThatIsRefusedKeepsNoOtherFromWorking() {
        server.guard("pulsegate", "right", "secret");
        server.start();
        try (var log = new CapturedLog();
                var process = new ChannelProcess(server, OURS, Map.of())) {
            process.write(OUT, ChannelProcess.topic("said"));
            process.write("secret-out", ChannelProcess.topic("secret"));
            process.hear("secret-in", ChannelProcess.subscription("secret", "reader"), List.of());
            awaitSaid(log, "refuses channel secret-out");
            awaitSaid(log, "refuses channel secret-in");
            awaitConnected(process, OUT);
            assertThat(process.say(OUT, "hello").join()).isTrue();
            assertThat(process.say("secret-out", "hello").join()).isFalse();
            assertThat(process.broker.isConnected("secret-in")).isFalse();
            server.stop();
            server.guard("pulsegate", "right", "");
            server.start();
            awaitConnected(process, "secret-out");
            awaitConnected(process, "secret-in");
        }
    }

    @Test
    void aBrokerThatProvesWhoItIsIsSpokenToByTls(@TempDir Path folder) throws Exception {
        var keys = certificate(folder, "ip:127.0.0.1");
        server.speakTls(keys, SECRET);
        server.start();
        try (var process = new ChannelProcess(server, TLS, Map.of("broker", new Trusting(keys)))) {
            process.write(OUT, ChannelProcess.topic("said"));
            awaitConnected(process, OUT);
            assertThat(process.say(OUT, "hello").join()).isTrue();
        }
    }

    @Test
    void oneThatDoesNotIsNotSpokenTo(@TempDir Path folder) throws Exception {
        var keys = certificate(folder, "dns:elsewhere.example.org");
        server.speakTls(keys, SECRET);
        server.start();
        var settings = List.of(TLS, Map.of("amqp-use-ssl", "true"), Map.of("amqp-use-ssl", "false"));
        for (var each : settings) {
            try (var process = new ChannelProcess(server, each, Map.of("broker", new Trusting(keys)))) {
                process.write(OUT, ChannelProcess.topic("said"));
                awaitAttempts(process, 2);
                assertThat(process.broker.isConnected(OUT)).isFalse();
            }
        }
    }

    @Test
    void aTlsConfigurationThatIsNotThereIsSaidAtStart() {
        assertThatThrownBy(() -> new ChannelProcess(server, TLS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quarkus.tls.broker");
    }

    private static Path certificate(Path folder, String name) throws IOException, InterruptedException {
        var file = folder.resolve("broker.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        SECRET)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        return file;
    }

    /** Trusts what is in the broker's own store. */
    private static final class Trusting extends BaseTlsConfiguration {

        private final Path keys;

        Trusting(Path keys) {
            this.keys = keys;
        }

        @Override
        public TrustOptions getTrustStoreOptions() {
            return new PfxOptions().setPath(keys.toString()).setPassword(SECRET);
        }
    }
}
