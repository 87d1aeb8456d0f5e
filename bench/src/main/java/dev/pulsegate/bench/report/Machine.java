package dev.pulsegate.bench.report;

/** Where it was measured. */
public record Machine(String os, String architecture, int cores, String java) {

    public static Machine here() {
        return new Machine(
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"));
    }

    /** In words, to begin a report with. */
    @Override
    public String toString() {
        return "%s %s, %d cores, Java %s".formatted(os, architecture, cores, java);
    }
}
