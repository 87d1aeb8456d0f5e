package dev.pulsegate.socketio.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

import dev.pulsegate.socketio.server.DisconnectReason;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs a client through a scenario, with a network that fails for a while when the client is ready for that. */
final class Trial {

    private Trial() {}

    /** A client to try. */
    @FunctionalInterface
    interface Client {

        /**
         * Goes through the scenario.
         *
         * @param port where the server is, on this machine
         * @param watcher to be told each line as soon as it is written
         * @return all lines
         */
        List<String> goThrough(int port, Consumer<String> watcher) throws Exception;
    }

    static void run(ClientApplication application, URI address, ClientScenario scenario, Client client)
            throws Exception {
        application.forget();
        try (var proxy = new CuttableProxy(address.getPort())) {
            var lines = client.goThrough(proxy.port(), line -> {
                if (line.equals(ClientScenario.CUT)) {
                    failUntilNoticed(proxy, application);
                }
            });
            scenario.assertWentThrough(lines);
            assertThat(application.awaitDisconnected()).isEqualTo(DisconnectReason.DISCONNECTED_BY_APPLICATION);
            // The Python client may end its connection before what it said last has gone out.
            assertThat(application.awaitDisconnected())
                    .isIn(DisconnectReason.CLIENT_LEFT, DisconnectReason.CONNECTION_ENDED);
        }
    }

    private static void failUntilNoticed(CuttableProxy proxy, ClientApplication application) {
        try {
            proxy.down();
            assertThat(application.awaitDisconnected())
                    .isIn(DisconnectReason.CONNECTION_ENDED, DisconnectReason.PING_TIMEOUT);
            proxy.up();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
