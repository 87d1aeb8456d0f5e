package dev.pulsegate.platform.token;

import java.time.Duration;
import java.time.Instant;

/** What a process knows of revocations. */
sealed interface RevocationState {

    /** Up to when it knows them. */
    Instant since();

    /** The state once the channel is known to have been connected. */
    RevocationState heardByChannel(Instant now);

    /** For how long it may have missed some. */
    default Duration age(Instant now) {
        return Duration.between(since(), now);
    }

    /** All of them, as it makes them itself. */
    record InProcess() implements RevocationState {

        @Override
        public Instant since() {
            return Instant.now();
        }

        @Override
        public RevocationState heardByChannel(Instant now) {
            return this;
        }
    }

    /**
     * None yet.
     *
     * @param since when the process started
     */
    record Unknown(Instant since) implements RevocationState {

        @Override
        public RevocationState heardByChannel(Instant now) {
            return new Read(now, true);
        }
    }

    /**
     * Those that were published.
     *
     * @param since when they were read
     * @param complete whether all of them were
     */
    record Read(Instant since, boolean complete) implements RevocationState {

        @Override
        public RevocationState heardByChannel(Instant now) {
            return new Read(now, complete);
        }
    }
}
