package dev.pulsegate.ecg.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A folder with a user's own record: two leads, one second at 250 Hz, so that a test soon sees it begin again. Its date is
 * one that cannot be read; beside it is a file that is no record.
 */
public final class ShortRecord implements QuarkusTestResourceLifecycleManager {

    static final String ID = "ward/short";
    static final int HZ = 250;
    static final int SAMPLES = 250;
    private static final double GAIN = 200;

    private Path folder;

    /** Sample {@code index} of a lead as the file has it, in millivolts. */
    static double millivolts(int lead, int index) {
        return raw(lead, index % SAMPLES) / GAIN;
    }

    private static short raw(int lead, int index) {
        return (short) (lead == 0 ? index * 3 - 300 : (index * index) % 701);
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("recordings");
            var ward = Files.createDirectory(folder.resolve("ward"));
            var data = ByteBuffer.allocate(SAMPLES * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < SAMPLES; i++) {
                data.putShort(raw(0, i)).putShort(raw(1, i));
            }
            Files.write(ward.resolve("short.dat"), data.array());
            Files.writeString(ward.resolve("short.hea"), """
                    short 2 250 250 10:00:00 2006
                    short.dat 16 200/mV 16 0 %d 0 0 MLII
                    short.dat 16 200/mV 16 0 %d 0 0 V5
                    """.formatted(raw(0, 0), raw(1, 0)));
            Files.writeString(ward.resolve("broken.hea"), "hello");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("pulsegate.ecg.recordings", folder.toString());
    }

    @Override
    public void stop() {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
