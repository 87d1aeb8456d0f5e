package dev.pulsegate.images;

import java.nio.file.Path;
import java.util.List;

/** What there is an image of. */
enum Product {
    AUTH_SERVICE("auth-service", "PulseGate auth-service: accounts, sessions, access keys, tokens"),
    ECG_SERVICE("ecg-service", "PulseGate ecg-service: ECG streams and their viewers"),
    SPACE_GATEWAY("space-gateway", "PulseGate space-gateway: spaces, requests, workers, the app"),
    WORKER("worker", "PulseGate reference worker");

    private final String imageName;
    private final String title;

    Product(String imageName, String title) {
        this.imageName = imageName;
        this.title = title;
    }

    /** As its module is called. */
    String imageName() {
        return imageName;
    }

    /** What it is, for people. */
    String title() {
        return title;
    }

    boolean isService() {
        return this != WORKER;
    }

    /** The jar that is run, below {@code /app}. */
    String jar() {
        return isService() ? "quarkus-run.jar" : "pulsegate-worker.jar";
    }

    /** What has been built of it, as names below its module's {@code target}; folders with all that is in them. */
    List<String> built() {
        return isService() ? List.of("quarkus-app") : List.of("pulsegate-worker.jar", "lib");
    }

    /** The list of its parts (CycloneDX) that its build left. */
    Path sbom(Path root) {
        return root.resolve(imageName).resolve("target/sbom").resolve(imageName + ".cdx.json");
    }
}
