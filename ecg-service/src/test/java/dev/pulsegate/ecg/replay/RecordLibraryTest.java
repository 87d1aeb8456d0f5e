package dev.pulsegate.ecg.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.ecg.SharedData;
import dev.pulsegate.ecg.wfdb.Annotation;
import dev.pulsegate.ecg.wfdb.Bytes;
import dev.pulsegate.ecg.wfdb.FolderRecordFiles;
import dev.pulsegate.ecg.wfdb.MemoryFiles;
import dev.pulsegate.ecg.wfdb.WfdbException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordLibraryTest {

    @Test
    void describesARecord() throws IOException {
        var files = new MemoryFiles()
                .with("db/7.hea", "rec7 3 250 500\na 16 0 0 0 0 0 0 II\na 16 1/mmHg\na 16x2 0 0 0 0 0 0 V1\n# 69 M\n")
                .with("db/a", new byte[8 * 500])
                .with("db/7.atr", new byte[2]);
        var library = RecordLibrary.scan(List.of(files));

        assertThat(library.records())
                .containsExactly(new RecordInfo(
                        "db/7",
                        "rec7",
                        List.of("69 M"),
                        List.of("II", "V1"),
                        500,
                        1_000,
                        Duration.ofSeconds(2),
                        true,
                        List.of()));
        assertThat(library.find("db/7")).isPresent();
        assertThat(library.refused()).isEmpty();
        try (var own = library.open("db/7");
                var slow = library.open("db/7", 125)) {
            assertThat(own.samplingFrequencyHz()).isEqualTo(500);
            assertThat(slow.samplingFrequencyHz()).isEqualTo(125);
        }
    }

    @Test
    void leavesOutBrokenRecordsAndSaysWhy() {
        var files = new MemoryFiles()
                .with("good.hea", "g 2 250\na 16\ngone 16")
                .with("a", new byte[20])
                .with("empty.hea", "e 1 250 100\nnothing 16")
                .with("nothing", new byte[1])
                .with("text.hea", "hello")
                .with("odd name.hea", "o 1 250\na 16")
                .with("..hea", "o 1 250\na 16");
        var library = RecordLibrary.scan(List.of(files));

        assertThat(library.records()).extracting(RecordInfo::id).containsExactly("good");
        assertThat(library.records().getFirst().remarks())
                .containsExactly("1 leads are left out, their data files are missing");
        assertThat(library.refused())
                .extracting(RefusedRecord::file)
                .containsExactlyInAnyOrder("empty.hea", "text.hea", "odd name.hea", "..hea");
        assertThat(library.refused())
                .extracting(RefusedRecord::reason)
                .anyMatch(reason -> reason.startsWith("nothing, byte 1: "))
                .anyMatch(reason -> reason.startsWith("line 1: "));
    }

    @Test
    void playsRecordsAsTheyAreInTheWildAndRemarksOnWhatIsOdd() throws IOException {
        var library = RecordLibrary.scan(List.of(new FolderRecordFiles(Path.of("src/test/resources/wfdb-wild"))));

        assertThat(library.refused())
                .containsExactly(new RefusedRecord("seg.hea", "line 1: records of several segments are not supported"));
        assertThat(library.records())
                .extracting(RecordInfo::id)
                .containsExactly(
                        "E07835",
                        "adcres",
                        "adczero",
                        "bom",
                        "dashdate",
                        "dateonly",
                        "floatbase",
                        "seg_1",
                        "shortdat",
                        "t24",
                        "yearonly");
        for (var record : library.records()) {
            var isOdd = !List.of("bom", "seg_1").contains(record.id());
            assertThat(record.remarks()).as(record.id()).hasSize(isOdd ? 1 : 0);
            try (var source = library.open(record.id())) {
                var samples = new double[source.leads().size()][1_000];
                source.read(samples, 1_000);
                assertThat(samples[0]).doesNotContain(Double.NaN);
            }
        }
        assertThat(library.find("bom").orElseThrow().title()).isEqualTo("bom");
        assertThat(library.find("E07835").orElseThrow().leads()).hasSize(12);
        var shortened = library.find("shortdat").orElseThrow();
        assertThat(shortened.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(shortened.remarks())
                .containsExactly("shortdat.dat ends after 500 of the header's 5000 samples a signal");
    }

    @Test
    void aFileNameFromOutsideIsShownWithoutWhatIsNotSeen() {
        var hostile = "a\u001b[31m\r\nWARN forged\u202Egnp" + "x".repeat(300) + ".hea";
        var library = RecordLibrary.scan(List.of(new MemoryFiles().with(hostile, "r 1\na 16")));

        assertThat(library.refused()).hasSize(1).allSatisfy(refused -> {
            assertThat(refused.file()).hasSizeLessThan(70).matches("[\\P{Cntrl}&&\\P{Cf}]*");
            assertThat(refused.reason()).isEqualTo("only names of letters, digits, '.', '_' and '-' are taken");
        });
    }

    @Test
    void keepsOfEndlessCommentsOnlyTheBeginning() {
        var files = new MemoryFiles()
                .with("r.hea", "r 1 250\na 16\n" + ("#" + "x".repeat(1_000) + "\n").repeat(200))
                .with("a", new byte[20]);

        assertThat(RecordLibrary.scan(List.of(files)).records().getFirst().comments())
                .hasSize(100)
                .allMatch(comment -> comment.length() == 501);
    }

    @Test
    void takesTheFirstPlacesRecordOfAName() {
        var first = new MemoryFiles().with("r.hea", "first 1 250\na 16").with("a", new byte[20]);
        var second = new MemoryFiles().with("r.hea", "second 1 250\na 16").with("a", new byte[20]);
        var library = RecordLibrary.scan(List.of(first, second));

        assertThat(library.records()).extracting(RecordInfo::title).containsExactly("first");
        assertThat(library.refused())
                .containsExactly(new RefusedRecord("r.hea", "there is another recording of this name"));
    }

    @Test
    void knowsNothingOutsideWhatItFound() {
        var library = RecordLibrary.scan(List.of());

        for (var id : List.of("none", "../none", "/etc/passwd", "")) {
            assertThat(library.find(id)).isEmpty();
            assertThatThrownBy(() -> library.open(id)).isInstanceOf(WfdbException.class);
            assertThatThrownBy(() -> library.annotations(id)).isInstanceOf(WfdbException.class);
        }
    }

    @Test
    void countsAnnotationsInFramesOfTheRecordWhateverTheirClock() throws IOException {
        // A comment "## time resolution: 1000" at 0, then N at 500 ticks of 1000 Hz.
        var note = "## time resolution: 1000";
        var text = HexFormat.of().formatHex(note.getBytes(StandardCharsets.US_ASCII));
        var files = new MemoryFiles()
                .with("r.hea", "r 1 250\na 16")
                .with("a", new byte[2_000])
                .with("r.atr", Bytes.hex("00 58 18 fc" + text + "f4 05 00 00"));
        var library = RecordLibrary.scan(List.of(files));

        assertThat(library.annotations("r")).extracting(Annotation::sample).containsExactly(0L, 125L);
    }

    @Test
    void searchesFoldersButNotLinksOutOfThem(@TempDir Path folder) throws IOException {
        var records = Files.createDirectories(folder.resolve("records/a/b"));
        var outside = Files.createDirectories(folder.resolve("outside"));
        for (var place : List.of(records, outside)) {
            Files.writeString(place.resolve("r.hea"), "r 1 250\nr.dat 16\n");
            Files.write(place.resolve("r.dat"), new byte[20]);
        }
        var root = folder.resolve("records");
        Files.createSymbolicLink(root.resolve("linked"), outside);
        Files.createSymbolicLink(root.resolve("file.hea"), outside.resolve("r.hea"));
        Files.createDirectories(root.resolve("1/2/3/4/5/6/7"));
        Files.writeString(root.resolve("1/2/3/4/5/6/7/deep.hea"), "r 1 250\nr.dat 16\n");
        var library = RecordLibrary.scan(List.of(new FolderRecordFiles(root)));

        assertThat(library.records()).extracting(RecordInfo::id).containsExactly("a/b/r");
        assertThat(library.refused())
                .containsExactly(new RefusedRecord("file.hea", "is a link out of the records' folder"));
    }

    @Test
    void offersEveryRecordOfTheSharedData() throws IOException {
        var mitdb = SharedData.folder("mitdb");
        var library = RecordLibrary.scan(List.of(new FolderRecordFiles(mitdb.getParent())));

        assertThat(library.records()).hasSize(26 + 5);
        assertThat(library.find("mitdb/208").orElseThrow().leads()).containsExactly("MLII", "V1");
        assertThat(library.find("wfdb-formats/s0010_re").orElseThrow().leads()).hasSize(12);
        assertThat(library.annotations("mitdb/208")).hasSize(3_040);
        assertThat(library.refused()).isEmpty();
        assertThat(library.find("wfdb-formats/s0010_re").orElseThrow().remarks())
                .containsExactly("3 leads are left out, their data files are missing");
    }
}
