package dev.pulsegate.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import dev.pulsegate.bench.server.PulseGate;

/** Kills and freezes processes, each kind once before any comes again, in an order that follows from a seed. */
final class Nemesis {

    private static final int LONGEST_PEACE_MILLIS = 3000;
    private static final int LONGEST_FREEZE_MILLIS = 9000;

    private final PulseGate server;
    private final List<WorkerProcess> workers;
    private final List<Fault> faults;
    private final boolean oneByOne;
    private final Random random;
    private final List<Fault> bag = new ArrayList<>();
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

    /**
     * One that has not begun.
     *
     * @param oneByOne whether all has to be well again before the next fault
     */
    Nemesis(PulseGate server, List<WorkerProcess> workers, List<Fault> faults, boolean oneByOne, Random random) {
        this.server = server;
        this.workers = workers;
        this.faults = faults;
        this.oneByOne = oneByOne;
        this.random = random;
    }

    /**
     * Goes on for so long, and until every kind was done so often.
     *
     * @throws IOException if the server ended by itself or does not come back
     */
    void rage(Duration duration, int rounds) throws IOException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end || faults.stream().anyMatch(fault -> done.getOrDefault(fault, 0) < rounds)) {
            Thread.sleep(random.nextInt(LONGEST_PEACE_MILLIS));
            if (!server.process().isAlive()) {
                throw new IOException("PulseGate ended by itself");
            }
            if (oneByOne) {
                server.awaitReady();
            }
            var fault = next();
            System.out.printf("%4d s left  %s%n", Math.max(0, (end - System.nanoTime()) / 1_000_000_000), fault);
            inflict(fault);
            done.merge(fault, 1, Integer::sum);
        }
    }

    private Fault next() {
        if (bag.isEmpty()) {
            bag.addAll(faults);
            Collections.shuffle(bag, random);
        }
        return bag.removeLast();
    }

    private void inflict(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case KILL_SERVER -> server.killAndRestart();
            case STOP_SERVER -> server.restart();
            case FREEZE_SERVER -> freeze(List.of(server.process()));
            case KILL_DATABASE -> signal("KILL", List.of(database()));
            case CRASH_DATABASE -> signal("QUIT", List.of(database()));
            case KILL_BACKEND -> {
                var backends = database().children().toList();
                if (!backends.isEmpty()) {
                    signal("KILL", List.of(backends.get(random.nextInt(backends.size()))));
                }
            }
            case FREEZE_DATABASE -> {
                var processes = new ArrayList<>(database().children().toList());
                processes.add(database());
                freeze(processes);
            }
            case KILL_WORKER -> anyWorker().killAndRestart();
            case FREEZE_WORKER -> freeze(List.of(anyWorker().handle()));
            case KILL_AUTH, KILL_ECG, KILL_GATEWAY -> signal("KILL", List.of(anyReplica(fault.service())));
            case STOP_GATEWAY -> signal("TERM", List.of(anyReplica(fault.service())));
            case FREEZE_GATEWAY -> freeze(List.of(anyReplica(fault.service())));
        }
    }

    private WorkerProcess anyWorker() {
        return workers.get(random.nextInt(workers.size()));
    }

    /** While all are being started again there may be none for a moment. */
    private ProcessHandle anyReplica(String service) throws IOException, InterruptedException {
        while (true) {
            var replicas = server.replicas(service);
            if (!replicas.isEmpty()) {
                return replicas.get(random.nextInt(replicas.size()));
            }
            pause();
        }
    }

    /** PostgreSQL's first process; while it is being started again there may be none for a moment. */
    private ProcessHandle database() throws IOException, InterruptedException {
        var file = server.data().resolve("postgresql/postmaster.pid");
        while (true) {
            if (Files.exists(file)) {
                var lines = Files.readAllLines(file);
                var process = lines.isEmpty()
                        ? Optional.<ProcessHandle>empty()
                        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
                if (process.isPresent()) {
                    return process.get();
                }
            }
            pause();
        }
    }

    private void pause() throws IOException, InterruptedException {
        if (!server.process().isAlive()) {
            throw new IOException("PulseGate ended by itself");
        }
        Thread.sleep(20);
    }

    private void freeze(List<ProcessHandle> processes) throws IOException, InterruptedException {
        signal("STOP", processes);
        try {
            Thread.sleep(random.nextInt(LONGEST_FREEZE_MILLIS));
        } finally {
            signal("CONT", processes);
        }
    }

    /** Those that have ended meanwhile are passed over. */
    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (var process : processes) {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        }
    }

    /** How often each was done. */
    Map<Fault, Integer> done() {
        return Map.copyOf(done);
    }
}
