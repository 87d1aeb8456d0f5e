package dev.pulsegate.platform.stop;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process once a stop has taken longer than announced. Depends on nothing that may hang: a thread of its own
 * waits, takes no lock, and what it does last is done on another one that is not waited for long.
 */
public final class HardEnd {

    /** The process' exit code where it had to be ended. */
    public static final int EXIT_CODE = 4;

    private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(2);

    private final Duration limit;
    private final Duration lastStepLimit;
    private final Runnable lastStep;
    private final AtomicBoolean begun = new AtomicBoolean();

    private volatile boolean ending;

    /** Made beforehand: a class loader may be what hangs. */
    private final Runnable lastWords;

    /**
     * @param limit how long a stop may take
     * @param lastStep what must not be left undone even then
     * @param lastStepLimit how long that may take
     */
    public HardEnd(Duration limit, Runnable lastStep, Duration lastStepLimit) {
        this.limit = limit;
        this.lastStep = lastStep;
        this.lastStepLimit = lastStepLimit;
        var line = "pulsegate: The stop has not ended within %s: something hangs, and the process is ended now.\n"
                .formatted(limit.toString().substring(2).toLowerCase(Locale.ROOT))
                .getBytes(StandardCharsets.UTF_8);
        this.lastWords = () -> say(line);
    }

    /** Begins to wait as soon as the virtual machine shuts down, by a signal or by itself. */
    public void beginAtShutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::begin, "hard-end-hook"));
    }

    /** Begins to wait: the process is being stopped. */
    public void begin() {
        if (!begun.getAndSet(true)) {
            // A platform thread: virtual ones need carriers, which whatever hangs may hold.
            Thread.ofPlatform().daemon().name("hard-end").start(this::endAfterLimit);
        }
    }

    private void endAfterLimit() {
        try {
            Thread.sleep(limit);
            ending = true;
            within(LAST_WORDS_LIMIT, lastWords);
            within(lastStepLimit, lastStep);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Does not return once the end has begun: what hung and was freed by it must not end the process as if all were well. */
    public void leaveItTheEnd() {
        while (ending) {
            LockSupport.park(this);
        }
    }

    private static void within(Duration limit, Runnable action) throws InterruptedException {
        Thread.ofPlatform().daemon().name("hard-end-step").start(action).join(limit);
    }

    /** Past the log and {@code System.err}: whatever hangs may hold their locks. */
    private static void say(byte[] line) {
        try (var err = new FileOutputStream(FileDescriptor.err)) {
            err.write(line);
        } catch (IOException _) {
            // Nobody reads it any more; the exit code tells too.
        }
    }
}
