package dev.pulsegate.apart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.cli.Shell;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.ToolsMain;

import static org.assertj.core.api.Assertions.assertThat;

/** The launcher and the services as they are built. */
class ApartIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatIsMadeApartIsThereInOneProcessAndTheOtherWayRound() throws Exception {
        try (var one = ApartProcess.asOne(data)) {
            assertThat(register(one.address(), "ada")).isEqualTo(201);
        }
        try (var apart = ApartProcess.apart(data)) {
            var address = apart.address();
            assertThat(signIn(address, "ada")).isEqualTo(200);
            assertThat(register(address, "grace")).isEqualTo(201);
            assertThat(apart.replicas()).containsOnlyKeys("auth-service-1", "ecg-service-1", "space-gateway-1");
            assertThatAllChecksPass(address);
            assertThatAPageMayOpenASocketAndAnotherSitesMayNot(address);
            assertThatNoReplicaIsReachedPastTheAddress(apart);
            assertThatTheFolderIsHeld();
            assertThatAReplicaComesBack(apart, address);
            assertThatAStopLeavesNothing(apart);
        }
        try (var one = ApartProcess.asOne(data)) {
            assertThat(signIn(one.address(), "grace")).isEqualTo(200);
        }
    }

    private static void assertThatAPageMayOpenASocketAndAnotherSitesMayNot(URI address) {
        try (var page = RawPeer.connect(address.getPort());
                var other = RawPeer.connect(address.getPort())) {
            assertThat(page.upgrade("/ws/ecg/stream", "Origin: " + address)).startsWith("HTTP/1.1 101");
            // Another port of this machine is another site.
            assertThat(other.upgrade("/ws/ecg/stream", "Origin: http://localhost:1"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    /** A browser may be led to any port of this machine, and so may a proxy. */
    private static void assertThatNoReplicaIsReachedPastTheAddress(ApartProcess apart) {
        for (var name : apart.replicas().keySet()) {
            int port = apart.portOf(name);
            assertThat(answer(port, "Host: evil.example")).as(name).startsWith("HTTP/1.1 421");
            assertThat(answer(port, "Host: localhost\r\nX-Forwarded-For: 127.0.0.1, 203.0.113.9"))
                    .as(name)
                    .startsWith("HTTP/1.1 403");
            assertThat(answer(port, "Host: localhost\r\nX-Forwarded-For: 203.0.113.9"))
                    .as(name)
                    .startsWith("HTTP/1.1 403");
        }
    }

    private static String answer(int port, String headers) {
        try (var peer = RawPeer.connect(port)) {
            peer.sendBytes(("GET / HTTP/1.1\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return peer.readHead();
        }
    }

    private void assertThatTheFolderIsHeld() {
        for (var second : new ApartProcess[] {ApartProcess.asOne(data), ApartProcess.apart(data)}) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output())
                    .contains("is in use by another PulseGate (process ", "choose another folder with --data");
        }
    }

    private void assertThatAReplicaComesBack(ApartProcess apart, URI address) {
        var killed = apart.replicas().get("space-gateway-1");
        killed.destroyForcibly();
        assertThat(killed.onExit()).succeedsWithin(LIMIT);

        apart.awaitLine("space-gateway-1 has ended with exit code 137 and is started again in 250 ms");
        Eventually.holds(LIMIT, () -> assertThat(get(address, "/")).isEqualTo(200));
        assertThat(apart.replicas().get("space-gateway-1").pid()).isNotEqualTo(killed.pid());
        assertThat(signIn(address, "ada")).isEqualTo(200);
    }

    private void assertThatAStopLeavesNothing(ApartProcess apart) {
        var replicas = apart.replicas();
        var database = databaseServer();

        assertThat(apart.terminate()).as(apart.output()).isEqualTo(143);

        assertThat(replicas.values()).hasSize(3).noneMatch(ProcessHandle::isAlive);
        // One that has ended may not be buried yet, but runs no program any more.
        assertThat(database).isPresent().hasValueSatisfying(server -> assertThat(
                        server.info().command())
                .isEmpty());
        assertThat(apart.output()).contains("space-gateway-1 | ", "space-gateway stopped in");
    }

    @Test
    void replicasEndWithALauncherThatIsKilled() {
        try (var apart = ApartProcess.apart(data, "--replicas", "2")) {
            // No more than the machine can compute start at once.
            Eventually.holds(LIMIT, () -> assertThat(apart.replicas()).hasSizeGreaterThan(1));
            var replicas = apart.replicas();
            apart.kill();
            assertThat(replicas.values())
                    .allSatisfy(replica -> assertThat(replica.onExit()).succeedsWithin(LIMIT));
        } finally {
            var left = databaseServer().orElseThrow();
            left.destroy();
            Eventually.holds(LIMIT, () -> assertThat(left.info().command()).isEmpty());
        }
    }

    private Optional<ProcessHandle> databaseServer() {
        try {
            var file = Files.readAllLines(data.resolve("postgresql/postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(file.getFirst()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertThatAllChecksPass(URI address) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var exitCode = ToolsMain.program(new Shell(name -> null, print, print))
                .run(List.of("check", "--host", address.toString()));
        assertThat(exitCode).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    private int register(URI address, String name) {
        return post(address, "/api/auth/register", name);
    }

    private int signIn(URI address, String name) {
        return post(address, "/api/auth/login", name);
    }

    private int post(URI address, String path, String name) {
        var body = "{\"name\":\"%s\",\"password\":\"four words make one\"}".formatted(name);
        return status(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private int get(URI address, String path) {
        return status(HttpRequest.newBuilder(address.resolve(path)).build());
    }

    private int status(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
