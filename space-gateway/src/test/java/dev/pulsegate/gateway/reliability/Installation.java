package dev.pulsegate.gateway.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.token.JwksServer;
import dev.pulsegate.testkit.token.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** All that gateway processes share: a durable database that can be stopped, a broker, an issuer of tokens. */
final class Installation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final int databasePort = freePort();
    private final AmqpBroker broker = new AmqpBroker();
    private final JwksServer issuer = new JwksServer();
    private final TestTokens tokens;
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private EmbeddedPostgres database;

    /** Starts all but gateways, with its data in an empty folder. */
    Installation(Path folder) {
        this.folder = folder;
        var key = TestTokens.newKey("test-key");
        issuer.publish(key);
        tokens = new TestTokens(issuer.issuer(), key);
        broker.start();
        startDatabase();
    }

    /** Starts the broker that {@link #stopBroker} has stopped, empty. */
    void startBroker() {
        broker.start();
    }

    void stopBroker() {
        broker.stop();
    }

    /** Hears what is said on a topic. */
    Listener listen(String topic) {
        return new Listener(broker.configuration(), topic);
    }

    void startDatabase() {
        try {
            database = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("postgresql"))
                    .setCleanDataDirectory(false)
                    .setPort(databasePort)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the database end: orderly, with all that is under way rolled back. */
    void stopDatabase() {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the database end at once, as after a crash: nothing is written out, and the next start has to recover. */
    void crashDatabase() {
        try {
            var serverFile = folder.resolve("postgresql").resolve("postmaster.pid");
            var server = Files.readAllLines(serverFile).getFirst();
            var ended = ProcessHandle.of(Long.parseLong(server)).orElseThrow().onExit();
            // PostgreSQL's own name for it is an immediate shutdown, which this signal asks for.
            assertThat(new ProcessBuilder("kill", "-QUIT", server).start().waitFor())
                    .isZero();
            assertThat(ended).as("the server ends").succeedsWithin(PATIENCE);
            database.close();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a gateway and waits until it is up. */
    GatewayProcess startGateway() {
        return startGateway(Map.of());
    }

    /** The same, with settings of its own. */
    GatewayProcess startGateway(Map<String, String> settings) {
        var configuration = configuration();
        configuration.putAll(settings);
        var gateway = GatewayProcess.up(configuration);
        gateways.add(gateway);
        return gateway;
    }

    private Map<String, String> configuration() {
        var configuration = new HashMap<>(broker.configuration());
        configuration.put("quarkus.http.port", "0");
        configuration.put("quarkus.datasource.gateway.jdbc.url", databaseUrl());
        configuration.put("quarkus.datasource.gateway.username", "postgres");
        configuration.put("quarkus.datasource.gateway.password", "postgres");
        configuration.put("pulsegate.platform.token.issuer", issuer.issuer());
        configuration.put("pulsegate.platform.token.jwks-uri", issuer.uri().toString());
        configuration.put("pulsegate.gateway.files.url-secret", "a secret for tests and for nothing else");
        configuration.put(
                "pulsegate.gateway.files.folder.path", folder.resolve("files").toString());
        return configuration;
    }

    private String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(databaseUrl(), "postgres", "postgres");
    }

    TestTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        gateways.forEach(GatewayProcess::kill);
        stopDatabase();
        broker.close();
        issuer.close();
    }

    /** A port that nobody listens on now. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
