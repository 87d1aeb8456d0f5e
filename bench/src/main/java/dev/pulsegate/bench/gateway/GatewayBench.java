package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.Setting;

/** Measures requests on their way through space-gateway: submitted, handed over, answered. */
final class GatewayBench {

    private static final int WARM_UP_CLIENTS = 32;
    private static final int CREATED = 201;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(5);
    private static final String SPACE = "bench";

    private final GatewayOptions options;
    private final PulseGate server;
    private final Database database;
    private final UUID space;
    private final Report report;
    private final Arrivals arrivals = new Arrivals();
    private final List<Row> rows = new ArrayList<>();

    private GatewayBench(GatewayOptions options, PulseGate server, Database database)
            throws IOException, InterruptedException {
        this.options = options;
        this.server = server;
        this.database = database;
        this.space = createSpace(server);
        this.report = new Report(options, System.out);
    }

    static void run(Path home, GatewayOptions options)
            throws IOException, InterruptedException, SQLException, TimeoutException {
        var setting = new Setting(home, options.serverOptions());
        try (var server = PulseGate.start(setting)) {
            try (var database = Database.connect(server.data())) {
                database.countStatementsAfterRestart();
            }
            server.restart();
            try (var database = Database.connect(server.data())) {
                var bench = new GatewayBench(options, server, database);
                bench.run();
                bench.report.write(bench.rows, setting.output());
            }
        }
    }

    private static UUID createSpace(PulseGate server) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/spaces"))
                .header("Authorization", "Bearer " + server.signIn())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\":\"" + SPACE + "\",\"worker_access\":\"OPEN\",\"queue_limit\":1000000,"
                                + "\"account_queue_limit\":1000000}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != CREATED) {
                throw new IOException("no space: " + answer.statusCode() + ' ' + answer.body());
            }
            return UUID.fromString(Json.string(answer.body(), "id"));
        }
    }

    private void run() throws IOException, InterruptedException, SQLException, TimeoutException {
        var warmUp = new Load.Closed(WARM_UP_CLIENTS, true);
        measure(warmUp, options.workers().getLast(), Duration.ofSeconds(options.warmUpSeconds));
        report.printHead();
        database.settle();
        measureAll("with an almost empty table");
        var filled = "";
        if (options.rows() > 0) {
            filled = "with " + options.rows() + " finished requests";
            database.addFinished(space, options.rows());
            measureAll(filled);
        }
        if (options.oldTransaction()) {
            try (var old = database.oldTransaction()) {
                measureAll((filled + " and an old transaction open").strip());
                old.rollback();
            }
        }
    }

    private void measureAll(String part) throws IOException, InterruptedException, SQLException, TimeoutException {
        report.printPart(part);
        for (int workers : options.workers()) {
            for (var load : loads()) {
                var trials = new ArrayList<Trial>();
                for (int round = 0; round < options.rounds; round++) {
                    trials.add(measure(load, workers, Duration.ofSeconds(options.seconds)));
                }
                var row = Row.of(part, load, workers, trials);
                rows.add(row);
                report.print(row);
            }
        }
    }

    private List<Load> loads() {
        var loads = new ArrayList<Load>();
        options.clients().forEach(clients -> loads.add(new Load.Closed(clients, true)));
        loads.add(new Load.Closed(options.clients().getLast(), false));
        options.rates().forEach(rate -> loads.add(new Load.Open(rate)));
        return loads;
    }

    private Trial measure(Load load, int count, Duration length)
            throws IOException, InterruptedException, SQLException, TimeoutException {
        var site = new Site(server.port(), space, server.signIn());
        var ground = new Trial.Ground(server.figures().orElseThrow(), database, arrivals);
        var workers = new ArrayList<InstantWorker>();
        try {
            for (int i = 0; i < count; i++) {
                workers.add(InstantWorker.connect(server.port(), List.of(SPACE), options.capacity, arrivals));
            }
            var trial = Trial.run(load, site, length, ground);
            awaitDrained();
            for (var worker : workers) {
                if (worker.trouble() != null) {
                    trial.window().trouble(worker.trouble());
                }
            }
            return trial;
        } finally {
            for (var worker : workers) {
                worker.close();
            }
        }
    }

    /** What one load leaves in the queue must not be the next one's. */
    private void awaitDrained() throws SQLException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (database.unfinished() > 0) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(database.unfinished() + " requests do not come to their end");
            }
            Thread.sleep(100);
        }
    }
}
