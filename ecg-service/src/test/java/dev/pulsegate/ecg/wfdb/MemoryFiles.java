package dev.pulsegate.ecg.wfdb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Record files in memory. */
public final class MemoryFiles implements RecordFiles {
    private final Map<String, byte[]> files = new TreeMap<>();

    /** Adds a text file. */
    public MemoryFiles with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public MemoryFiles with(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    @Override
    public ByteSource open(String name) throws WfdbException {
        if (!exists(name)) {
            throw WfdbException.in(name, "there is no such file");
        }
        return ByteSource.of(name, files.get(name));
    }

    @Override
    public boolean exists(String name) {
        return files.containsKey(name);
    }

    @Override
    public HeaderListing headers() {
        return new HeaderListing(
                files.keySet().stream().filter(name -> name.endsWith(".hea")).toList(), List.of());
    }
}
