package dev.pulsegate.ecg.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.ecg.SharedData;
import dev.pulsegate.ecg.wfdb.Annotation;
import dev.pulsegate.ecg.wfdb.AnnotationCode;
import dev.pulsegate.ecg.wfdb.AnnotationReader;
import dev.pulsegate.ecg.wfdb.ClassPathRecordFiles;
import dev.pulsegate.ecg.wfdb.RecordCheck;
import dev.pulsegate.ecg.wfdb.RecordFiles;
import dev.pulsegate.ecg.wfdb.WfdbException;
import dev.pulsegate.ecg.wfdb.WfdbRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The minute of record 119 that ships with the program. */
class BundledRecordTest {
    private static final String NAME = "mitdb_119_excerpt";
    private static final int FIRST_SAMPLE = 150_807;
    private static final int SAMPLES = 60 * 360;

    private final RecordFiles files = new ClassPathRecordFiles(BundledRecordTest.class.getClassLoader(), "recordings");

    @Test
    void isInTheLibrary() {
        var library = RecordLibrary.scan(List.of(files));

        assertThat(library.refused()).isEmpty();
        var info = library.find(NAME).orElseThrow();
        assertThat(info.remarks()).isEmpty();
        assertThat(info.leads()).containsExactly("MLII", "V1");
        assertThat(info.samplingFrequencyHz()).isEqualTo(360);
        assertThat(info.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(info.annotated()).isTrue();
        assertThat(info.comments()).anyMatch(comment -> comment.contains("MIT-BIH Arrhythmia Database"));
    }

    @Test
    void agreesWithItsHeaderAndHasSinusRhythmAndVentricularBeats() throws IOException {
        try (var record = WfdbRecord.open(files, NAME + ".hea")) {
            assertThat(RecordCheck.differences(record)).isEmpty();
        }
        var annotations = AnnotationReader.read(files, NAME + ".atr");
        assertThat(annotations.getFirst()).isEqualTo(new Annotation(0, AnnotationCode.RHYTHM_CHANGE, 0, 0, 0, "(N"));
        assertThat(annotations)
                .filteredOn(annotation -> annotation.code() == AnnotationCode.PREMATURE_VENTRICULAR)
                .hasSize(15);
        assertThat(annotations)
                .filteredOn(annotation -> annotation.code().isBeat())
                .hasSize(66);
    }

    @Test
    void isThePublishedRecordSampleForSampleAndBeatForBeat() throws IOException {
        var folder = SharedData.folder("mitdb");
        try (var excerpt = WfdbRecord.open(files, NAME + ".hea");
                var published = WfdbRecord.open(folder.resolve("119.hea"))) {
            var expected = new int[2][SAMPLES];
            published.readDigital(FIRST_SAMPLE, SAMPLES, expected);
            var samples = new int[2][SAMPLES];
            excerpt.readDigital(0, SAMPLES, samples);

            assertThat(excerpt.frames()).isEqualTo(SAMPLES);
            assertThat(samples).isDeepEqualTo(expected);
        }
        var expected = AnnotationReader.read(folder.resolve("119.atr")).stream()
                .filter(annotation ->
                        annotation.sample() >= FIRST_SAMPLE && annotation.sample() < FIRST_SAMPLE + SAMPLES)
                .map(annotation -> annotation.at(annotation.sample() - FIRST_SAMPLE))
                .toList();
        var annotations = AnnotationReader.read(files, NAME + ".atr");
        assertThat(annotations.subList(1, annotations.size())).isEqualTo(expected);
    }

    @Test
    void isReadFromTheClassPathAndNothingBesidesIt() {
        for (var name : List.of("../application.properties", "none.hea", "/recordings/index.txt")) {
            assertThat(files.exists(name)).isFalse();
            assertThatThrownBy(() -> files.open(name)).isInstanceOf(WfdbException.class);
        }
    }
}
