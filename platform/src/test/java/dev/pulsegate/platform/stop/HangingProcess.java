package dev.pulsegate.platform.stop;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process that does not end when it is told to: a shutdown hook waits for ever, with the lock of its output. */
final class HangingProcess {

    private HangingProcess() {}

    /** Says when it is ready to be stopped. */
    public static void main(String... arguments) throws InterruptedException {
        new HardEnd(Duration.ofMillis(200), HangingProcess::lastStep, Duration.ofSeconds(10)).beginAtShutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(HangingProcess::hang));
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    private static void lastStep() {
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write("last step\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hang() {
        synchronized (System.err) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
