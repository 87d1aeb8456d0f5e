package dev.pulsegate.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who looks something up in each service again and again. */
final class SteadyReader implements AutoCloseable {

    private static final List<String> PATHS = List.of("/api/auth/me", "/api/ecg/streams", "/api/spaces");
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Person person;
    private final List<String> others = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean over;

    SteadyReader(Person person) {
        this.person = person;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        while (!over) {
            for (var path : PATHS) {
                read(path);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void read(String path) {
        try {
            var answer = person.get(path);
            if (answer.status() != 200) {
                others.add(path + ": " + answer.status());
            }
        } catch (RuntimeException e) {
            others.add(path + ": " + e);
        }
    }

    /** What it got that was not what it asked for. */
    List<String> otherAnswers() {
        return List.copyOf(others);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        assertThat(thread.join(Scenario.SOON)).isTrue();
    }
}
