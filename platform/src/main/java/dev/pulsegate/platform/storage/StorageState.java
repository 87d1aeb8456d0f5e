package dev.pulsegate.platform.storage;

import java.util.Optional;

/** What is known beforehand about the room for what is written. */
public interface StorageState {

    /** What is to be said of it if it is full, so that nothing can be written; may be asked by any thread, never blocks. */
    Optional<String> full();
}
