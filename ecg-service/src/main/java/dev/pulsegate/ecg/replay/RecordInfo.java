package dev.pulsegate.ecg.replay;

import java.time.Duration;
import java.util.List;

/**
 * A record that can be replayed.
 *
 * @param id its name in the library, such as {@code mitdb/208}: letters, digits, {@code . _ -}, with {@code /} between
 *     folders
 * @param title the record's own name
 * @param comments what the header says besides: age, sex, medication, remarks; at most 100 lines of about 500 characters
 * @param leads names of the leads, unlike each other
 * @param samplingFrequencyHz samples a second of the leads as recorded; the highest, should they differ
 * @param samples samples of a lead at that frequency
 * @param duration how long it plays before it begins again
 * @param annotated whether there are reference annotations
 * @param remarks what is odd in its files and was read all the same, one sentence each
 */
public record RecordInfo(
        String id,
        String title,
        List<String> comments,
        List<String> leads,
        double samplingFrequencyHz,
        long samples,
        Duration duration,
        boolean annotated,
        List<String> remarks) {
    public RecordInfo {
        comments = List.copyOf(comments);
        leads = List.copyOf(leads);
        remarks = List.copyOf(remarks);
    }
}
