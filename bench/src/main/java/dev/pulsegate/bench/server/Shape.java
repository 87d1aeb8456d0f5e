package dev.pulsegate.bench.server;

import java.nio.file.Path;
import java.util.List;

/**
 * How PulseGate is put together: what is run.
 *
 * @param folder the module that runs it, below PulseGate's own folder
 * @param jar what is run, in that module's {@code target}
 * @param words what it is told beside port and data folder
 */
public record Shape(String folder, String jar, List<String> words) {

    private static final String REPLICA = "-Dpulsegate.replica=";

    /** The three services in one process. */
    public static Shape oneProcess() {
        return new Shape("deploy/standalone", "quarkus-app/quarkus-run.jar", List.of());
    }

    /** Each service in processes of its own, which a launcher starts again when they die. */
    public static Shape apart(int replicas) {
        return new Shape("deploy/apart", "pulsegate-apart.jar", List.of("--replicas", Integer.toString(replicas)));
    }

    Path options(Path home) {
        return home.resolve(folder).resolve("jvm.options");
    }

    Path program(Path home) {
        return home.resolve(folder).resolve("target").resolve(jar);
    }

    /**
     * The processes of a service, if they are not the launcher's own.
     *
     * @param launcher the process that was started
     * @param service its module's name
     */
    static List<ProcessHandle> replicas(ProcessHandle launcher, String service) {
        return launcher.children()
                .filter(child -> List.of(child.info().arguments().orElse(new String[0])).stream()
                        .anyMatch(word -> word.startsWith(REPLICA + service + '-')))
                .toList();
    }
}
