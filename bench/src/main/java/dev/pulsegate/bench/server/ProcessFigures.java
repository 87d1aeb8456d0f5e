package dev.pulsegate.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a Java process on this machine uses. Linux and macOS. */
public final class ProcessFigures {

    private static final int BYTES_PER_KILOBYTE = 1024;
    private static final int LOOKS_AFTER_COLLECTION = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final ProcessHandle process;

    public ProcessFigures(ProcessHandle process) {
        this.process = process;
    }

    /** CPU time of all its threads so far, in the kernel and out of it; the kernel counts in steps of 10 ms. */
    public Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " is not there"));
    }

    private long residentBytes() throws IOException, InterruptedException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Long.parseLong(output("ps", "-o", "rss=", "-p", Long.toString(process.pid()))
                            .strip())
                    * BYTES_PER_KILOBYTE;
        }
        var resident = RESIDENT.matcher(Files.readString(status));
        if (!resident.find()) {
            throw new IOException("no VmRSS in " + status);
        }
        return Long.parseLong(resident.group(1)) * BYTES_PER_KILOBYTE;
    }

    /**
     * Physical memory it holds once garbage is collected, in bytes: the least seen within two seconds of two full
     * collections, for the virtual machine gives memory back a little later, and a busy server soon takes some again.
     */
    public long residentBytesAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        jcmd("GC.run");
        long least = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS_AFTER_COLLECTION; i++) {
            least = Math.min(least, residentBytes());
            Thread.sleep(BETWEEN_LOOKS);
        }
        return least;
    }

    /** The part of the heap that is reachable, in bytes; counted in a garbage collection. */
    public long liveHeapBytes() throws IOException, InterruptedException {
        var histogram = jcmd("GC.class_histogram");
        var total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("no total in the class histogram");
        }
        return Long.parseLong(total.group(1));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return output(jcmd.toString(), Long.toString(process.pid()), command);
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }
}
