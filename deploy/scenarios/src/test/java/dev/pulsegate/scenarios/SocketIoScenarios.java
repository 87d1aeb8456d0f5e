package dev.pulsegate.scenarios;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker written for the prototype, by each of its transports. */
interface SocketIoScenarios extends Scenario {

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    default void aSocketIoWorkerServesASpaceAndIsToldWhenItIsGone(String transport) throws Exception {
        var admin = Person.admin(site());
        var space = admin.makeSpace(Map.of());
        var options = IO.Options.builder()
                .setForceNew(true)
                .setTransports(new String[] {transport})
                .setReconnection(false)
                .build();
        var socket = IO.socket(site().address(), options);
        var connected = hear(socket, Socket.EVENT_CONNECT);
        var registered = hear(socket, "register_response");
        var handedOver = hear(socket, "inference_request");
        var disconnected = hear(socket, Socket.EVENT_DISCONNECT);
        try {
            socket.connect();
            take(connected);
            socket.emit("register", new JSONObject(Map.of("space_name", space.name())));
            assertThat(((JSONObject) take(registered)[0]).getBoolean("success")).isTrue();

            var request = admin.at(site().gateway(1)).submit(space, "hello");
            var asked = (JSONObject) take(handedOver)[0];
            assertThat(asked.getString("request_id")).isEqualTo(request);
            assertThat(asked.getJSONObject("payload").getString("prompt")).isEqualTo("hello");
            var taken = new LinkedBlockingQueue<Object[]>();
            var result = new JSONObject(Map.of(
                    "request_id",
                    request,
                    "status",
                    "completed",
                    "result",
                    new JSONObject(Map.of("text", "hello back"))));
            socket.emit("inference_result", new Object[] {result}, (Ack) taken::add);
            assertThat(((JSONObject) take(taken)[0]).getBoolean("success")).isTrue();
            var view = Person.expect(200, admin.get("/api/requests/" + request)).json();
            assertThat(view.path("status").textValue()).isEqualTo("completed");
            assertThat(view.at("/result/text").textValue()).isEqualTo("hello back");

            Person.expect(200, admin.at(site().gateway(1)).delete(space.path()));
            assertThat(take(disconnected)[0]).isEqualTo("io server disconnect");
        } finally {
            socket.close();
        }
    }

    private static BlockingQueue<Object[]> hear(Socket socket, String event) {
        var heard = new LinkedBlockingQueue<Object[]>();
        socket.on(event, heard::add);
        return heard;
    }

    private static Object[] take(BlockingQueue<Object[]> heard) throws InterruptedException {
        var arguments = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(arguments).isNotNull();
        return arguments;
    }
}
