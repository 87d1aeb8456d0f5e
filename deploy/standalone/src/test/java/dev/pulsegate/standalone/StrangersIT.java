package dev.pulsegate.standalone;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What strangers try from outside: names that are not this machine's, and words that would be taken for the log's own. */
class StrangersIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Breaks the line, forges one and drives the terminal: nobody gets so far as to log it. */
    private static final String BREAKING_PATH = "/files/%0D%0A12%3A00%3A00.000%20ERROR%20broken%1B%5B31m%E2%80%A8";

    /** Turns the direction of reading round, which some languages need: it is taken as a path, and logged. */
    private static final String TURNING_PATH = "/files/12%3A00%3A00.000%20ERROR%20turned%E2%80%AE";

    @TempDir
    Path temporary;

    @Test
    void withTheDemoAccountOnlyThisMachinesNamesAreAnsweredAndNobodyWritesLinesOfTheLog() throws Exception {
        var log = temporary.resolve("pulsegate.log");
        var intoAFileToo = Map.of(
                "QUARKUS_LOG_FILE_ENABLED",
                "true",
                "QUARKUS_LOG_FILE_JSON_ENABLED",
                "false",
                "QUARKUS_LOG_FILE_PATH",
                log.toString());
        try (var pulsegate = StandaloneProcess.up(temporary.resolve("a \u001b[31mfolder"), intoAFileToo)) {
            var address = pulsegate.address();
            for (var path : List.of("/", "/api/spaces", "/socket.io/?EIO=4&transport=polling", "/q/health/ready")) {
                assertThat(raw(address, "GET " + path, "Host: gate.example.org"))
                        .startsWith("HTTP/1.1 421 ");
                assertThat(raw(address, "GET " + path, "Host: localhost", "X-Forwarded-For: 192.0.2.1"))
                        .startsWith("HTTP/1.1 403 ")
                        .contains("--no-demo");
            }
            for (var socket : List.of("/ws/ecg/stream", "/ws/worker", "/socket.io/?EIO=4&transport=websocket")) {
                assertThat(handshake(address, socket, "Host: gate.example.org")).startsWith("HTTP/1.1 421 ");
                assertThat(handshake(address, socket, "Host: 127.0.0.1", "Via: 1.1 gate"))
                        .startsWith("HTTP/1.1 403 ");
                assertThat(handshake(address, socket, "Host: 127.0.0.1", "Origin: http://gate.example.org"))
                        .startsWith("HTTP/1.1 403 ");
            }

            for (var path : List.of(BREAKING_PATH, TURNING_PATH)) {
                assertThat(raw(address, "GET " + path, "Host: localhost")).startsWith("HTTP/1.1 4");
            }
            pulsegate.terminate();
            for (var output : List.of(pulsegate.output(), Files.readString(log))) {
                assertThat(output)
                        .contains("12:00:00.000 ERROR turned\\u202e")
                        .doesNotContain("\u001b", "\u202e", "\u2028", "\n12:00:00.000 ERROR");
            }
            assertThat(pulsegate.output()).contains("/a \\u001b[31mfolder");
        }
    }

    @Test
    void withoutItOthersAreAnsweredAndAProxyThatRewritesTheHostIsToldWhatToSet() throws Exception {
        try (var pulsegate = StandaloneProcess.up(temporary.resolve("data"), "--no-demo", "--json-logs")) {
            var address = pulsegate.address();
            assertThat(raw(address, "GET /q/health/live", "Host: gate.example.org", "X-Forwarded-For: 192.0.2.1"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(raw(address, "POST /api/auth/login", "Host: 127.0.0.1:8080", "Origin: http://gate.example.org"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("proxy_set_header Host $http_host", "pulsegate.platform.cross-site.allowed-origins");

            for (var path : List.of(BREAKING_PATH, TURNING_PATH)) {
                assertThat(raw(address, "GET " + path, "Host: localhost")).startsWith("HTTP/1.1 4");
            }
            pulsegate.terminate();
            assertThat(pulsegate.output()).doesNotContain("\u001b", "\u202e", "\u2028");
            var entries = pulsegate
                    .output()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .toList();
            for (var entry : entries) {
                assertThat(JSON.readTree(entry).path("level").textValue()).isNotBlank();
            }
            assertThat(entries).anyMatch(entry -> entry.contains("12:00:00.000 ERROR turned"));
        }
    }

    private static String handshake(URI address, String path, String... headers) throws Exception {
        var upgrade =
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + String.join("\r\n", headers);
        return send(address, "GET " + path + " HTTP/1.1\r\nConnection: Upgrade\r\n" + upgrade);
    }

    /** Java's own client sets the Host itself. */
    private static String raw(URI address, String request, String... headers) throws Exception {
        return send(
                address,
                request + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n" + String.join("\r\n", headers));
    }

    private static String send(URI address, String head) throws Exception {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[16 * 1024];
            int read = socket.getInputStream().readNBytes(answer, 0, 1);
            read += socket.getInputStream().read(answer, read, answer.length - read);
            return new String(answer, 0, read, StandardCharsets.UTF_8);
        }
    }
}
