package dev.pulsegate.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.Setting;

/** PulseGate at work while every process is killed in turn; then all that was seen is checked. */
final class ChaosBench {

    private static final String SPACE = "chaos";
    private static final Duration QUIET_LIMIT = Duration.ofMinutes(3);

    /** No process lives long enough to be worth it, and what compiles is missing where the next one starts. */
    private static final List<String> NOT_COMPILED_WELL = List.of("-XX:TieredStopAtLevel=1");

    private ChaosBench() {}

    /** Whether all was as it has to be. */
    static boolean run(Path home, ChaosOptions options) throws IOException, InterruptedException {
        var random = new Random(options.seed);
        var history = new History();
        var setting = new Setting(home, NOT_COMPILED_WELL);
        try (var server = PulseGate.start(setting, options.shape());
                var site = new Site(server)) {
            var space = site.createSpace(SPACE);
            var workers = startWorkers(server, history, setting.output());
            try {
                var clients = Clients.start(site, space, history, options.clients, random);
                var nemesis = new Nemesis(server, workers, options.faults(), options.kills, random);
                nemesis.rage(options.duration(), options.rounds);
                clients.stop();
                clients.findAll(QUIET_LIMIT);
                return report(options, history, nemesis, clients.unexpected(), setting.output());
            } finally {
                workers.forEach(WorkerProcess::close);
            }
        }
    }

    private static List<WorkerProcess> startWorkers(PulseGate server, History history, Path output) throws IOException {
        var gateway = "http://127.0.0.1:" + server.port();
        var log = output.resolve("chaos-workers.log");
        Files.deleteIfExists(log);
        var workers = new ArrayList<WorkerProcess>();
        for (var kind : WorkerKind.values()) {
            for (int i = 1; i <= 2; i++) {
                var name = kind.name().toLowerCase(Locale.ROOT) + '-' + i;
                workers.add(new WorkerProcess(kind, gateway, SPACE, name, history, log));
            }
        }
        return workers;
    }

    private static boolean report(
            ChaosOptions options, History history, Nemesis nemesis, List<String> unexpected, Path output)
            throws IOException {
        var sights = history.sights();
        var violations = new ArrayList<>(HistoryChecker.violations(sights));
        violations.addAll(unexpected);
        System.out.printf(
                "%nseed %d: %d requests accepted, %d followed to their ends, %d hand-overs seen, %d results made, %d seen taken;"
                        + " done: %s%n",
                options.seed,
                history.count(Sight.Accepted.class),
                history.count(Sight.Followed.class),
                history.count(Sight.HandedOver.class),
                history.count(Sight.Completing.class),
                history.count(Sight.ResultTaken.class),
                nemesis.done());
        if (violations.isEmpty()) {
            System.out.println("Nothing was lost, nothing was done twice, nothing changed after its end.");
            return true;
        }
        var file = output.resolve("chaos-history.txt");
        Files.write(file, sights.stream().map(Sight::toString).toList());
        violations.stream().limit(50).forEach(violation -> System.out.println("VIOLATION: " + violation));
        System.out.printf("%d violations; all that was seen is in %s%n", violations.size(), file);
        return false;
    }
}
