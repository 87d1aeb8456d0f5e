package dev.pulsegate.bench.micro;

import java.util.List;

/** The leads benchmarks synthesise. */
final class Leads {

    private static final List<String> TWELVE =
            List.of("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6");

    private Leads() {}

    /** Lead II alone, or the standard twelve. */
    static List<String> named(int count) {
        return count == 1 ? List.of("II") : TWELVE;
    }
}
