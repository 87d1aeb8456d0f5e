package dev.pulsegate.platform.task;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class SupervisionTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> counted = Collections.synchronizedList(new ArrayList<>());
    private final Supervision supervision = new Supervision(counted::add);

    @Test
    void whatIsThrownBeginsAThreadAgain() throws InterruptedException {
        var goesOn = new CountDownLatch(1);
        var begun = new AtomicInteger();
        var thread = supervision.thread("core", () -> {
            if (begun.incrementAndGet() < 3) {
                throw new StackOverflowError();
            }
            goesOn.await();
        });
        thread.start();
        Eventually.holds(SOON, () -> assertThat(begun).hasValue(3));
        assertThat(counted).contains("core");
        assertThat(supervision.areThreadsAlive()).isTrue();
        assertThat(supervision.areThreadsRunning()).isTrue();
        assertThat(supervision.failing()).isEmpty();
        goesOn.countDown();
        thread.close();
        assertThat(begun).hasValue(3);
    }

    @Test
    void aThreadThatFailsAgainAndAgainIsSeen() {
        var thread = supervision.thread("core", () -> {
            throw new AssertionError("broken");
        });
        thread.start();
        Eventually.holds(SOON, () -> assertThat(supervision.failing()).containsEntry("core", "AssertionError"));
        Eventually.holds(SOON, () -> assertThat(supervision.areThreadsRunning()).isFalse());
        assertThat(supervision.areThreadsAlive()).isTrue();
        thread.close();
        Eventually.holds(SOON, () -> assertThat(supervision.areThreadsRunning()).isTrue());
    }

    @Test
    void aTaskThatFailsIsNamedUntilItWorksAgain() {
        var broken = new AtomicInteger(1);
        try (var task = new RepeatedTask(supervision, "task", Duration.ofMillis(10), () -> {
            if (broken.get() == 1) {
                throw new IllegalStateException("away");
            }
            if (broken.getAndSet(0) == 2) {
                throw new StackOverflowError();
            }
        })) {
            task.start();
            Eventually.holds(SOON, () -> assertThat(supervision.failing()).containsKey("task"));
            assertThat(supervision.areThreadsRunning()).isTrue();
            broken.set(2);
            Eventually.holds(SOON, () -> assertThat(broken).hasValue(0));
            Eventually.holds(SOON, () -> assertThat(supervision.failing()).isEmpty());
        }
    }

    @Test
    void whatIsForeignCannotBreakAnything() {
        supervision.guard("listener", () -> {
            throw new NoClassDefFoundError();
        });
        assertThat(counted).containsExactly("listener");
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceUntilItIsBack() {
        var away = new AtomicInteger(3);
        try (var log = new CapturedLog();
                var task = new RepeatedTask(supervision, "notices", Duration.ofMillis(10), () -> {
                    if (away.getAndDecrement() > 0) {
                        throw new CompletionException(new SQLException("Acquisition timeout"));
                    }
                })) {
            task.start();
            Eventually.holds(SOON, () -> assertThat(log.messages()).hasSize(2));
            assertThat(log.messages().getFirst()).startsWith("WARN").contains("notices", "Acquisition timeout");
            assertThat(log.messages().getLast()).startsWith("INFO").contains("notices: works again");
            assertThat(log.alarms()).isEmpty();
        }
        assertThat(supervision.failing()).isEmpty();
    }
}
