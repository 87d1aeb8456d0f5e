package dev.pulsegate.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pulsegate.bench.load.Target;
import dev.pulsegate.bench.raw.RawBroadcastServer;

/** The raw broadcast server, started here. */
public final class RawServer implements Server {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final ServerProcess process;
    private final int port;

    private RawServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    public static RawServer start(Setting setting, int messageBytes, Duration period)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        var program = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                RawBroadcastServer.class.getName(),
                Integer.toString(port),
                Integer.toString(messageBytes),
                Long.toString(period.toMillis()));
        var process = ServerProcess.start(setting.javaOptions(), program, Map.of(), setting.log("raw"), () -> {});
        try {
            process.awaitReady(() -> listens(port), START_LIMIT);
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
        return new RawServer(process, port);
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public Target target() {
        return new Target(URI.create("ws://127.0.0.1:" + port + "/"));
    }

    @Override
    public Optional<ProcessFigures> figures() {
        return Optional.of(process.figures());
    }

    @Override
    public void close() {
        process.close();
    }
}
