package dev.pulsegate.ecg.wfdb;

/**
 * One annotation.
 *
 * @param sample when: frames from the record's start (negative only in odd files)
 * @param code what is marked
 * @param subtype refines the code, −128 to 127, 0 where not stated
 * @param channel the signal it belongs to, 0 to 255
 * @param num a number whose meaning is the file's own, −128 to 127
 * @param aux text such as {@code (AFIB} for a rhythm; empty where there is none
 */
public record Annotation(long sample, AnnotationCode code, int subtype, int channel, int num, String aux) {

    /** The same annotation at another time. */
    public Annotation at(long otherSample) {
        return new Annotation(otherSample, code, subtype, channel, num, aux);
    }
}
