package dev.pulsegate.bench.ecg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pulsegate.bench.ecg.EcgOptions.Kind;
import dev.pulsegate.bench.load.Crowd;
import dev.pulsegate.bench.load.Target;
import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.RawServer;
import dev.pulsegate.bench.server.RunningServer;
import dev.pulsegate.bench.server.Server;
import dev.pulsegate.bench.server.Setting;
import dev.pulsegate.ecg.frame.BinaryFrameEncoder;

/** Measures PulseGate's ECG socket beside the raw server's. */
final class EcgBench {

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

    static void run(Path home, EcgOptions options) throws IOException, InterruptedException {
        new EcgBench(options, new Setting(home, options.serverOptions())).run();
    }

    private void run() throws IOException, InterruptedException {
        var measured = new ArrayList<ServerTrials>();
        try {
            int frameBytes = options.rawBytes().orElse(USUAL_FRAME_BYTES);
            if (options.measures(Kind.PRODUCT)) {
                var product = new ServerTrials(product(), options);
                measured.add(product);
                double bytes = product.warmUp(warmUpViewers());
                if (options.rawBytes().isEmpty()) {
                    frameBytes = (int) Math.round(bytes) - FRAME_HEADER_BYTES;
                }
            }
            if (options.measures(Kind.RAW)) {
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
        var subprotocol = options.binary ? BinaryFrameEncoder.SUBPROTOCOL : null;
        if (options.url().isPresent()) {
            return new RunningServer(
                    new Target(options.url().get(), subprotocol),
                    options.process().orElse(null));
        }
        return PulseGate.start(setting, options.stream().orElse(null), subprotocol);
    }

    /** For each number of viewers every server in turn, so that a change of the machine's mood meets all of them. */
    private List<Row> measure(List<ServerTrials> servers) throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (int viewers : options.viewers()) {
            var size = new Crowd.Size(viewers, options.stalled, options.handshakesAtOnce, options.threads);
            var trials = servers.stream().map(server -> new ArrayList<Trial>()).toList();
            for (int round = 0; round < options.rounds; round++) {
                for (int i = 0; i < servers.size(); i++) {
                    trials.get(i).add(servers.get(i).measure(size));
                }
            }
            trials.forEach(each -> rows.add(Row.of(each, FRAME_PERIOD)));
        }
        return rows;
    }
}
