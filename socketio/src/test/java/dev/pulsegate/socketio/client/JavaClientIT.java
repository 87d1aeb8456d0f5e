package dev.pulsegate.socketio.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.emitter.Emitter;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The official Java client. */
@QuarkusTest
class JavaClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TestHTTPResource
    URI address;

    @Inject
    ClientApplication application;

    @Inject
    MeterRegistry meters;

    @ParameterizedTest
    @EnumSource
    void goesThroughEverything(ClientScenario scenario) throws Exception {
        Trial.run(application, address, scenario, (port, watcher) -> {
            var lines = new ArrayList<String>();
            new Run(scenario, port, line -> {
                        lines.add(line);
                        watcher.accept(line);
                    })
                    .goThrough();
            return lines;
        });
    }

    /** One client's way through the scenario. */
    private final class Run {

        private final ClientScenario scenario;
        private final String url;
        private final Consumer<String> say;

        Run(ClientScenario scenario, int port, Consumer<String> say) {
            this.scenario = scenario;
            this.url = "http://localhost:" + port;
            this.say = say;
        }

        private IO.Options options() {
            var options = new IO.Options();
            options.path = ClientApplication.PATH;
            options.forceNew = true;
            options.reconnectionDelay = 50;
            options.reconnectionDelayMax = 200;
            options.transports = switch (scenario) {
                case WEBSOCKET -> new String[] {"websocket"};
                case POLLING -> new String[] {"polling"};
                case UPGRADE -> new String[] {"polling", "websocket"};
            };
            return options;
        }

        void goThrough() throws Exception {
            double upgradesBefore = upgrades();
            var socket = IO.socket(url, options());
            try {
                var connected = next(socket, Socket.EVENT_CONNECT);
                socket.connect();
                take(connected);
                awaitTransport(upgradesBefore);
                exchangeEvents(socket);
                useTheOtherNamespace(socket);
                loseTheConnection(socket);
                leave(socket);
            } finally {
                socket.close();
            }
        }

        private void awaitTransport(double upgradesBefore) {
            say.accept("connected " + options().transports[0]);
            if (scenario == ClientScenario.UPGRADE) {
                Eventually.holds(PATIENCE, () -> assertThat(upgrades()).isGreaterThan(upgradesBefore));
            }
            var transports = options().transports;
            say.accept("transport " + transports[transports.length - 1]);
        }

        private double upgrades() {
            return meters.counter("pulsegate.socketio.sessions.upgraded", "endpoint", "client")
                    .count();
        }

        private void exchangeEvents(Socket socket) throws Exception {
            socket.on("question", args -> {
                var bytes = (byte[]) args[1];
                ((Ack) args[2]).call((Integer) args[0] + 1, new byte[] {bytes[1], bytes[0]});
            });
            var nested =
                    new JSONObject().put("3", new JSONArray(List.of(true, JSONObject.NULL, "ä€\uD834\uDD1E\u001e")));
            say.accept("echo " + new JSONArray(List.of(echo(socket, 1, "2", nested))));
            var binary = echo(socket, new byte[] {1, 2, 3}, new JSONObject().put("deep", new JSONArray(List.of((Object)
                            new byte[] {4}))));
            var deep = ((JSONObject) binary[1]).getJSONArray("deep").get(0);
            say.accept("binary " + hex(binary[0]) + " " + hex(deep));
            say.accept("ack " + ask(socket, "x"));
            say.accept("binary-ack " + hex(ask(socket, new byte[] {9, 8})));
            var answered = next(socket, "answered");
            socket.emit("question-me");
            var answer = take(answered);
            say.accept("answered " + answer[0] + " " + hex(answer[1]));
            var counted = all(socket, "echo-back");
            IntStream.range(0, 100).forEach(i -> socket.emit("echo", i));
            for (int i = 0; i < 100; i++) {
                assertThat(take(counted)).containsExactly(i);
            }
            socket.off("echo-back");
            say.accept("ordered true");
        }

        private void useTheOtherNamespace(Socket socket) throws Exception {
            var refused = IO.socket(url + "/private", options());
            var error = next(refused, Socket.EVENT_CONNECT_ERROR);
            refused.connect();
            var reason = (JSONObject) take(error)[0];
            say.accept("refused " + reason.getString("message") + " " + reason.get("data"));
            refused.close();

            var withToken = options();
            withToken.auth = Map.of("token", ClientApplication.TOKEN);
            var admitted = IO.socket(url + "/private", withToken);
            welcome(admitted, "admitted");
            welcome(socket.io().socket("/private", withToken), "shared");
            say.accept("echo " + new JSONArray(List.of(echo(socket, "still here"))));
        }

        private void welcome(Socket other, String as) throws Exception {
            var welcome = next(other, "welcome");
            other.connect();
            say.accept(as + " " + take(welcome)[0]);
            other.disconnect();
        }

        private void loseTheConnection(Socket socket) throws Exception {
            var before = socket.id();
            var lost = next(socket, Socket.EVENT_DISCONNECT);
            var back = next(socket, Socket.EVENT_CONNECT);
            say.accept(ClientScenario.CUT);
            take(lost);
            say.accept("lost");
            take(back);
            say.accept("reconnected " + !before.equals(socket.id()));
            say.accept("echo " + new JSONArray(List.of(echo(socket, "again"))));
        }

        private void leave(Socket socket) throws Exception {
            var dismissed = next(socket, Socket.EVENT_DISCONNECT);
            socket.emit("dismiss");
            assertThat(take(dismissed)).containsExactly("io server disconnect");
            say.accept("dismissed");
            var again = next(socket, Socket.EVENT_CONNECT);
            socket.connect();
            take(again);
            say.accept("connected again");
            socket.disconnect();
            say.accept("left");
        }

        private Object[] echo(Socket socket, Object... args) throws Exception {
            var back = next(socket, "echo-back");
            socket.emit("echo", args);
            return take(back);
        }

        private Object ask(Socket socket, Object arg) throws Exception {
            BlockingQueue<Object[]> answer = new LinkedBlockingQueue<>();
            socket.emit("ask", new Object[] {arg}, answer::add);
            return take(answer)[0];
        }
    }

    private static BlockingQueue<Object[]> next(Emitter emitter, String event) {
        BlockingQueue<Object[]> queue = new LinkedBlockingQueue<>();
        emitter.once(event, queue::add);
        return queue;
    }

    private static BlockingQueue<Object[]> all(Emitter emitter, String event) {
        BlockingQueue<Object[]> queue = new LinkedBlockingQueue<>();
        emitter.on(event, queue::add);
        return queue;
    }

    private static Object[] take(BlockingQueue<Object[]> queue) throws InterruptedException {
        var args = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(args).isNotNull();
        return args;
    }

    private static String hex(Object bytes) {
        return HexFormat.of().formatHex((byte[]) bytes);
    }
}
