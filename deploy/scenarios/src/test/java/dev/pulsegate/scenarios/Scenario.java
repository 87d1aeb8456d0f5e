package dev.pulsegate.scenarios;

import java.time.Duration;

/** Something people do with a PulseGate. */
interface Scenario {

    /** Long enough for a busy machine; a test that passes never waits so long. */
    Duration SOON = Duration.ofSeconds(90);

    /** Where it is done. */
    Site site();
}
