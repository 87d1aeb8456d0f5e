package dev.pulsegate.bench.ecg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pulsegate.bench.ecg.EcgOptions.Servers;
import dev.pulsegate.bench.load.Crowd;
import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.RawServer;
import dev.pulsegate.bench.server.RunningServer;
import dev.pulsegate.bench.server.Server;
import dev.pulsegate.bench.server.Setting;
import dev.pulsegate.ecg.frame.BinaryFrameEncoder;

/** Measures PulseGate's ECG socket beside the raw server's. */
public final class EcgBench {

    /** All options, for a person. */
    public static final String USAGE = EcgOptions.USAGE;

    static final Duration FRAME_PERIOD = Duration.ofMillis(160);

    private static final int WARM_UP_VIEWERS = 1000;

    /** About what a frame of the default stream takes; used where PulseGate is not there to ask. */
    private static final int USUAL_FRAME_BYTES = 420;

    private static final int FRAME_HEADER_BYTES = 4;

    private final EcgOptions options;
    private final Setting setting;

    private EcgBench(EcgOptions options, Setting setting) {
        this.options = options;
        this.setting = setting;
    }

    /**
     * Measures and reports.
     *
     * @param home the project's folder
     * @param arguments see {@link #USAGE}
     * @throws IllegalArgumentException if the arguments make no sense
     */
    public static void run(Path home, List<String> arguments) throws IOException, InterruptedException {
        var options = EcgOptions.parse(arguments);
        new EcgBench(options, new Setting(home, options.serverOptions())).run();
    }

    private void run() throws IOException, InterruptedException {
        var measured = new ArrayList<ServerTrials>();
        try {
            int frameBytes = options.rawBytes() == 0 ? USUAL_FRAME_BYTES : options.rawBytes();
            if (options.servers() != Servers.RAW) {
                var product = new ServerTrials(product(), options);
                measured.add(product);
                double bytes = product.warmUp(warmUpViewers());
                if (options.rawBytes() == 0) {
                    frameBytes = (int) Math.round(bytes) - FRAME_HEADER_BYTES;
                }
            }
            if (options.servers() != Servers.PRODUCT) {
                var raw = new ServerTrials(RawServer.start(setting, frameBytes, FRAME_PERIOD), options);
                measured.add(raw);
                raw.warmUp(warmUpViewers());
            }
            var rows = measure(measured);
            var idle = measured.stream().map(ServerTrials::idle).toList();
            new Report(idle, rows, options, setting.output()).publish();
        } finally {
            measured.reversed().forEach(ServerTrials::close);
        }
    }

    private int warmUpViewers() {
        return Math.min(WARM_UP_VIEWERS, options.viewers().getLast());
    }

    private Server product() throws IOException, InterruptedException {
        var subprotocol = options.binary() ? Optional.of(BinaryFrameEncoder.SUBPROTOCOL) : Optional.<String>empty();
        if (options.url().isPresent()) {
            return new RunningServer(
                    options.url().get(), subprotocol, options.pid().flatMap(ProcessHandle::of));
        }
        return PulseGate.start(setting, options.stream(), subprotocol);
    }

    /** For each number of viewers every server in turn, so that a change of the machine's mood meets all of them. */
    private List<Row> measure(List<ServerTrials> servers) throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (int viewers : options.viewers()) {
            var size = new Crowd.Size(viewers, options.stalled(), options.handshakesAtOnce(), options.threads());
            var trials = servers.stream().map(server -> new ArrayList<Trial>()).toList();
            for (int round = 0; round < options.rounds(); round++) {
                for (int i = 0; i < servers.size(); i++) {
                    trials.get(i).add(servers.get(i).measure(size));
                }
            }
            trials.forEach(each -> rows.add(Row.of(each, FRAME_PERIOD)));
        }
        return rows;
    }
}
