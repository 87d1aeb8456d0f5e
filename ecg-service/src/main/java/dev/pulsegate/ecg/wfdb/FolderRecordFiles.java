package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Records in a folder and the folders below it. A symbolic link is followed to a file only where that file lies inside
 * the folder too; linked folders are not searched.
 */
public final class FolderRecordFiles implements RecordFiles {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_HEADERS = 2_000;

    private final Path root;

    /**
     * @param folder the folder, which must exist
     * @throws IOException if it does not or cannot be read
     */
    public FolderRecordFiles(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    @Override
    public ByteSource open(String name) throws IOException {
        return new ChannelSource(name, FileChannel.open(locate(name), StandardOpenOption.READ));
    }

    @Override
    public boolean exists(String name) {
        try {
            locate(name);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path locate(String name) throws IOException {
        if (!RecordFiles.isSafeName(name)) {
            throw WfdbException.in(name, "is not the name of a file in the records' folder");
        }
        try {
            var real = root.resolve(name).toRealPath();
            if (!real.startsWith(root)) {
                throw WfdbException.in(name, "is a link out of the records' folder");
            }
            if (!Files.isRegularFile(real)) {
                throw WfdbException.in(name, "is not a regular file");
            }
            return real;
        } catch (InvalidPathException e) {
            throw WfdbException.in(name, "is not a file name this system can hold");
        } catch (NoSuchFileException e) {
            throw WfdbException.in(name, "there is no such file");
        }
    }

    @Override
    public HeaderListing headers() throws IOException {
        var finder = new HeaderFinder();
        Files.walkFileTree(root, Set.of(), MAX_DEPTH, finder);
        finder.names.sort(null);
        return new HeaderListing(finder.names, finder.remarks);
    }

    private final class HeaderFinder extends SimpleFileVisitor<Path> {
        private final List<String> names = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private int entries;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++entries > MAX_ENTRIES) {
                remarks.add("only the first " + MAX_ENTRIES + " files of the folder were looked at");
                return FileVisitResult.TERMINATE;
            }
            if (!file.getFileName().toString().endsWith(".hea")) {
                return FileVisitResult.CONTINUE;
            }
            if (names.size() == MAX_HEADERS) {
                remarks.add("only the first " + MAX_HEADERS + " headers of the folder were taken");
                return FileVisitResult.TERMINATE;
            }
            names.add(root.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/"));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            if (remarks.size() == MAX_HEADERS) {
                return FileVisitResult.TERMINATE;
            }
            remarks.add(WfdbException.quote(root.relativize(file).toString()) + ": cannot be read");
            return FileVisitResult.CONTINUE;
        }
    }

    /** A file read at absolute positions: nothing of it is kept in memory. */
    private record ChannelSource(String name, FileChannel channel, long size) implements ByteSource {
        private ChannelSource(String name, FileChannel channel) throws IOException {
            this(name, channel, channel.size());
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            var buffer = ByteBuffer.wrap(target, offset, length);
            var next = position;
            while (buffer.hasRemaining()) {
                var count = channel.read(buffer, next);
                if (count < 0) {
                    throw WfdbException.atByte(name, channel.size(), "the file ends here; more was expected");
                }
                next += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
