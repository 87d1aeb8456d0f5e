package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Socket.IO by polling, at a pace any machine keeps. */
@QuarkusTest
class SocketIoPollingIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String PING = "2";
    private static final String PONG = "3";
    private static final String TWO_PLACES = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

    @TestHTTPResource("/patient/socket.io/?EIO=4&transport=")
    URI address;

    @Test
    void servesThePollingClientTheSame() throws Exception {
        var sid = JSON.readTree(get("").substring(1)).path("sid").textValue();
        assertThat(post(sid, "40{\"token\":\"p\"}")).isEqualTo("ok");
        var told = new StringBuilder();
        while (!told.toString().contains("auth")) {
            told.append(poll(sid));
        }
        assertThat(told.toString()).startsWith("40{\"sid\":\"").endsWith("42[\"auth\",{\"token\":\"p\"}]");
        assertThat(post(
                        sid,
                        "452-7[\"message-with-ack\"," + TWO_PLACES + "]\u001ebAQID\u001ebBAUG\u001e42[\"message\",1]"))
                .isEqualTo("ok");
        var answers = new StringBuilder();
        while (!answers.toString().contains("message-back")) {
            var packets = poll(sid);
            answers.append(packets).append(packets.isEmpty() ? "" : "\u001e");
        }
        assertThat(answers.toString())
                .isEqualTo("462-7[" + TWO_PLACES + "]\u001ebAQID\u001ebBAUG\u001e42[\"message-back\",1]\u001e");
    }

    /** Packets other than pings, which are answered. */
    private String poll(String sid) throws Exception {
        var payload = get("&sid=" + sid);
        if (payload.equals(PING)) {
            post(sid, PONG);
            return "";
        }
        return payload;
    }

    private String get(String parameters) throws Exception {
        return get(URI.create(address + "polling" + parameters));
    }

    static String get(URI from) throws Exception {
        var request = HttpRequest.newBuilder(from).build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String post(String sid, String payload) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + "polling&sid=" + sid))
                .POST(BodyPublishers.ofString(payload))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
