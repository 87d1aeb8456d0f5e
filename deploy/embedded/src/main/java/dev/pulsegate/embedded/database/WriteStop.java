package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets the server read only, for as long as its disk is full: a server that cannot write its log ends with all its
 * sessions, those that only read too. A file that the server's settings include, because that takes effect without a
 * session and stays in effect when the server dies.
 *
 * @param cluster the server's
 */
record WriteStop(PostgresCluster cluster) {

    /** The file's name in the data directory. */
    static final String FILE = "write-stop.conf";

    /** Whether writing is stopped. */
    boolean isOn() {
        return Files.exists(file());
    }

    /** Stops writing, from each session's next transaction on. A server that does not run finds it when it starts. */
    void turnOn() throws IOException {
        var unfinished = file().resolveSibling(FILE + ".new");
        Files.writeString(unfinished, "default_transaction_read_only = on\n");
        Files.move(unfinished, file());
    }

    /** Lets sessions write again. */
    void turnOff() throws IOException {
        Files.deleteIfExists(file());
    }

    private Path file() {
        return cluster.directory().resolve(FILE);
    }
}
