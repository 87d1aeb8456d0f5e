package dev.pulsegate.gateway.file.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every store does. */
abstract class FileStoreContract {

    /** Enough for three parts of a multipart upload, the last one not whole. */
    static final int LARGE = 2 * S3Settings.MIN_PART_BYTES + 12_345;

    abstract FileStore store();

    /** How many objects or pieces there are on the store's medium, half-written ones included. */
    abstract long traces() throws IOException;

    @Test
    void givesBackWhatItTookWithItsLengthAndDigest() throws IOException {
        for (int size : new int[] {0, 1, 100_000, S3Settings.MIN_PART_BYTES, LARGE}) {
            var bytes = bytes(size);
            var key = key();

            var written = store().put(key, new ByteArrayInputStream(bytes), size);

            assertThat(written).isEqualTo(new FileStore.Written(size, sha256(bytes)));
            assertThat(read(key, 0, size)).isEqualTo(bytes);
        }
    }

    @Test
    void isFoundToBeThere() {
        assertThatCode(() -> store().check()).doesNotThrowAnyException();
    }

    @Test
    void opensAPart() throws IOException {
        var key = key();
        store().put(key, text("0123456789"), 10);

        assertThat(read(key, 0, 1)).asString(StandardCharsets.US_ASCII).isEqualTo("0");
        assertThat(read(key, 3, 4)).asString(StandardCharsets.US_ASCII).isEqualTo("3456");
        assertThat(read(key, 9, 1)).asString(StandardCharsets.US_ASCII).isEqualTo("9");
    }

    @Test
    void keepsNothingOfWhatIsTooLarge() throws IOException {
        for (int size : new int[] {11, LARGE}) {
            var key = key();

            assertThatThrownBy(() -> store().put(key, new ByteArrayInputStream(bytes(size)), size - 1))
                    .isInstanceOfSatisfying(TooLargeException.class, e -> assertThat(e.limitBytes())
                            .isEqualTo(size - 1));

            assertThatThrownBy(() -> read(key, 0, 1)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(traces()).isZero();
    }

    @Test
    void keepsNothingOfWhatBreaksOff() throws IOException {
        for (int size : new int[] {10, LARGE}) {
            var key = key();
            var broken = new SequenceInputStream(new ByteArrayInputStream(bytes(size)), new Ending(() -> {
                throw new IOException("the sender is gone");
            }));

            assertThatThrownBy(() -> store().put(key, broken, Long.MAX_VALUE)).hasMessage("the sender is gone");

            assertThatThrownBy(() -> read(key, 0, 1)).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(traces()).isZero();
    }

    @Test
    void showsAnObjectToNobodyBeforeItIsComplete() throws IOException {
        var key = key();
        var watched = new SequenceInputStream(
                new ByteArrayInputStream(bytes(LARGE)),
                new Ending(() -> assertThatThrownBy(() -> read(key, 0, 1)).isInstanceOf(NoSuchFileException.class)));

        store().put(key, watched, LARGE);

        assertThat(read(key, 0, 1)).hasSize(1);
    }

    @Test
    void listsWhatItHasAndDeletesIt() throws IOException {
        var first = key();
        var second = key();
        store().put(first, text("a"), 1);
        store().put(second, text("b"), 1);

        assertThat(listed()).containsExactlyInAnyOrder(first, second);
        store().delete(first);
        store().delete(first);

        assertThat(listed()).containsExactly(second);
        assertThatThrownBy(() -> read(first, 0, 1)).isInstanceOf(NoSuchFileException.class);
        store().delete(second);
        assertThat(traces()).isZero();
    }

    @Test
    void takesManyAtOnce() throws Exception {
        var keys = new ArrayList<Future<StoreKey>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var content = "content " + i;
                keys.add(threads.submit(() -> {
                    var key = key();
                    store().put(key, text(content), 100);
                    return key;
                }));
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            var content = ("content " + i).getBytes(StandardCharsets.US_ASCII);
            assertThat(read(keys.get(i).get(), 0, content.length)).isEqualTo(content);
        }
    }

    @Test
    void takesNoKeyThatCouldBeAPath() {
        for (var wrong : List.of(
                "../../../etc/passwd",
                "..",
                "a/b/c/d/e/f",
                "ABCDEFGH",
                "-abcdefgh",
                "short",
                "x".repeat(65),
                "abc\0defgh")) {
            assertThatThrownBy(() -> new StoreKey(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    List<StoreKey> listed() throws IOException {
        try (var objects = store().list()) {
            return objects.map(FileStore.Listed::key).toList();
        }
    }

    byte[] read(StoreKey key, long offset, long count) throws IOException {
        return switch (store().open(key, offset, count)) {
            case Content.InFile file -> {
                try (var in = Files.newInputStream(file.path())) {
                    in.skipNBytes(file.offset());
                    yield in.readNBytes((int) file.count());
                }
            }
            case Content.InStream stream -> {
                try (var in = stream.stream()) {
                    yield in.readAllBytes();
                }
            }
        };
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static StoreKey key() {
        return StoreKey.of(UUID.randomUUID());
    }

    static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** The end of a stream, with something that happens there. */
    private static final class Ending extends InputStream {

        private final ThrowingRunnable action;

        Ending(ThrowingRunnable action) {
            this.action = action;
        }

        @Override
        public int read() throws IOException {
            action.run();
            return -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    private interface ThrowingRunnable {
        void run() throws IOException;
    }
}
