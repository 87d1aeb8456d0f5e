package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records that ship inside the program. A class path cannot be listed (least of all in a native image), so a text file
 * {@code index.txt} beside them names the headers, one a line. Files are held in memory while open, so they must be
 * small.
 */
public final class ClassPathRecordFiles implements RecordFiles {
    private static final int MAX_FILE_BYTES = 16 << 20;

    private final ClassLoader loader;
    private final String folder;

    /**
     * @param loader finds the files
     * @param folder the resource folder, such as {@code recordings}
     */
    public ClassPathRecordFiles(ClassLoader loader, String folder) {
        this.loader = loader;
        this.folder = folder;
    }

    @Override
    public ByteSource open(String name) throws IOException {
        if (!RecordFiles.isSafeName(name)) {
            throw WfdbException.in(name, "is not the name of a bundled file");
        }
        try (var stream = loader.getResourceAsStream(folder + "/" + name)) {
            if (stream == null) {
                throw WfdbException.in(name, "there is no such bundled file");
            }
            var bytes = stream.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw WfdbException.in(name, "is longer than the " + MAX_FILE_BYTES + " bytes a bundled file may have");
            }
            return ByteSource.of(name, bytes);
        }
    }

    @Override
    public boolean exists(String name) {
        return RecordFiles.isSafeName(name) && loader.getResource(folder + "/" + name) != null;
    }

    @Override
    public HeaderListing headers() throws IOException {
        try (var index = open("index.txt")) {
            var names = new String(index.readAll(MAX_FILE_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .sorted()
                    .toList();
            return new HeaderListing(names, List.of());
        }
    }
}
