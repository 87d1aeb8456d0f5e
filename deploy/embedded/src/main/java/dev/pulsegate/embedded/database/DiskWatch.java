package dev.pulsegate.embedded.database;

import java.io.IOException;

import org.jboss.logging.Logger;

import dev.pulsegate.embedded.folder.StartupFailure;

/**
 * Sees a full disk before PostgreSQL does: stops writing while there is still room to write, gives the reserve back where
 * that came too late, and lets things go on when there is room again. For one thread.
 */
final class DiskWatch {

    private static final Logger LOG = Logger.getLogger(DiskWatch.class);

    /** Less is a full disk: PostgreSQL makes its log in segments of 16 MB. */
    private static final long FULL_BELOW_BYTES = 32L * 1024 * 1024;

    /** As much as to have the reserve again, and so much more that it does not go back and forth. */
    private static final long ROOM_AGAIN_BYTES = FULL_BELOW_BYTES + FULL_BELOW_BYTES / 2;

    private static final long BYTES_PER_MIB = 1024L * 1024;

    private final DiskReserve reserve;
    private final WriteStop writeStop;
    private final PostgresCluster cluster;
    private long freeBytes = Long.MAX_VALUE;

    DiskWatch(DiskReserve reserve, PostgresCluster cluster) {
        this.reserve = reserve;
        this.writeStop = new WriteStop(cluster);
        this.cluster = cluster;
    }

    /** Whether nothing is written because the disk is full. */
    boolean isFull() {
        return writeStop.isOn();
    }

    /** What is to be said of a full disk. */
    String words() {
        return "disk full: %d MiB free, %d MiB needed"
                .formatted(freeBytes / BYTES_PER_MIB, neededBytes() / BYTES_PER_MIB);
    }

    /**
     * Looks before the first start, which has to write.
     *
     * @throws StartupFailure if the disk is full, with what the reserve gives back
     */
    void requireRoom() throws IOException {
        freeBytes = reserve.freeBytes();
        if (freeBytes < FULL_BELOW_BYTES) {
            reserve.release();
            freeBytes = reserve.freeBytes();
        }
        if (freeBytes < FULL_BELOW_BYTES) {
            throw new StartupFailure("There is no room to start in " + cluster.directory() + ": " + words() + ".");
        }
        writeStop.turnOff();
    }

    /** Looks, and does what is to be done while the server runs. */
    void look() throws IOException {
        if (prepare()) {
            cluster.reload();
        }
    }

    /** Looks before a server is started that has died; where there is no room, the reserve is what it starts with. */
    void lookBeforeStart() throws IOException {
        prepare();
        if (isFull()) {
            reserve.release();
        }
    }

    /** Returns whether the server has to read its settings again. */
    private boolean prepare() throws IOException {
        freeBytes = reserve.freeBytes();
        if (isFull()) {
            return freeBytes >= neededBytes() && goOn();
        }
        if (freeBytes < FULL_BELOW_BYTES) {
            stopWriting();
            return true;
        }
        if (!reserve.isHeld() && freeBytes >= neededBytes()) {
            reserve.take();
        }
        return false;
    }

    private long neededBytes() {
        return reserve.isHeld() ? ROOM_AGAIN_BYTES : ROOM_AGAIN_BYTES + DiskReserve.BYTES;
    }

    private void stopWriting() throws IOException {
        LOG.errorf("%s. Until there is room, nothing is written; reads go on", words());
        try {
            writeStop.turnOn();
        } catch (IOException e) {
            // Not even room for a line.
            reserve.release();
            writeStop.turnOn();
        }
    }

    private boolean goOn() throws IOException {
        if (!reserve.isHeld()) {
            reserve.take();
        }
        writeStop.turnOff();
        LOG.info("The disk has room again: writing goes on");
        return true;
    }
}
