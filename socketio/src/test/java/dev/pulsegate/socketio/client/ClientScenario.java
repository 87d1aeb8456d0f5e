package dev.pulsegate.socketio.client;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every client does, and what it has to see: it connects and maybe upgrades, emits events with and without bytes, has
 * them answered, answers one itself, emits many, is refused and admitted to another namespace, loses its connection and
 * comes back, is disconnected by the server, comes back, and leaves.
 */
enum ClientScenario {
    /** By a WebSocket from the beginning. */
    WEBSOCKET("websocket", "websocket"),
    /** By polling all the time. */
    POLLING("polling", "polling"),
    /** By polling, then by a WebSocket. */
    UPGRADE("polling", "websocket");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String first;
    private final String last;

    ClientScenario(String first, String last) {
        this.first = first;
        this.last = last;
    }

    /** The line at which the network is to fail for a while. */
    static final String CUT = "cut";

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Checks the lines a client wrote down. */
    void assertWentThrough(List<String> lines) {
        assertThat(lines.stream().map(ClientScenario::canonical))
                .containsExactlyElementsOf(Stream.of(
                                "connected " + first,
                                "transport " + last,
                                "echo [1,\"2\",{\"3\":[true,null,\"ä€𝄞\\u001e\"]}]",
                                "binary 010203 04",
                                "ack x",
                                "binary-ack 0908",
                                "answered 42 0201",
                                "ordered true",
                                "refused Not for you {\"retry_after\":7}",
                                "admitted let-me-in",
                                "shared let-me-in",
                                "echo [\"still here\"]",
                                CUT,
                                "lost",
                                "reconnected true",
                                "echo [\"again\"]",
                                "dismissed",
                                "connected again",
                                "left")
                        .map(ClientScenario::canonical)
                        .toList());
    }

    /** JSON at the end of a line, written as Jackson does. */
    private static String canonical(String line) {
        int json = line.indexOf('[');
        try {
            return json < 0 ? line : line.substring(0, json) + JSON.readTree(line.substring(json));
        } catch (JsonProcessingException e) {
            return line;
        }
    }
}
