package dev.pulsegate.ecg.live;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import dev.pulsegate.ecg.signal.EcgSource;

/** Tells of a stream that is to run where its samples come from. */
public interface SourceFactory {

    /**
     * Opens what a stream is made of. May block.
     *
     * @return nothing if there is no such stream
     * @throws IOException if there is one, but it cannot be read
     */
    Optional<Opened> open(String streamId) throws IOException;

    /**
     * A stream about to run.
     *
     * @param keptRunning whether it goes on while nobody watches
     * @param owner the account that made it, or null of one built in
     * @param began when sample 0 was taken, the same for every process, where that is not the source's to say
     */
    record Opened(EcgSource source, boolean keptRunning, UUID owner, Instant began) {}
}
