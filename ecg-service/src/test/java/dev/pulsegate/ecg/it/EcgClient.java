package dev.pulsegate.ecg.it;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.pulsegate.testkit.http.ServiceClient;
import dev.pulsegate.testkit.socket.TestSocket;

/** A client of the running service. */
final class EcgClient extends ServiceClient {

    static final String STREAMS = "/api/ecg/streams";

    /** Makes a stream and tells its id. */
    String create(String token, String json) {
        return created(STREAMS, token, json);
    }

    /** The socket's path with a parameter or more, such as {@code stream=demo}. */
    String target(String token, String query) {
        return "/ws/ecg/stream?token=" + token + (query.isEmpty() ? "" : "&" + query);
    }

    String address(String target) {
        return "ws://localhost:" + port + target;
    }

    TestSocket watch(String token, String query) {
        return TestSocket.open(address(target(token, query)));
    }

    TestSocket watch(String stream) {
        return watch(tokens.user().sign(), "stream=" + URLEncoder.encode(stream, StandardCharsets.UTF_8));
    }

    /** How many watch a stream now, as the list says. */
    int viewers(String stream) {
        return get(STREAMS + "/" + stream, tokens.user().sign())
                .json()
                .get("viewers")
                .intValue();
    }
}
