package dev.pulsegate.ecg.wfdb;

import java.util.Optional;

/**
 * What an annotation marks: the codes, mnemonics and meanings of annot(5) and PhysioNet's table of annotation codes.
 * {@link #isBeat} follows that table: codes under "beat annotations" are beats; flutter waves and non-conducted P waves
 * are not.
 */
public enum AnnotationCode {
    /** Not a QRS; a placeholder, not used in finished files. */
    NOT_QRS(0, " ", false, "not a QRS complex"),
    /** N. */
    NORMAL(1, "N", true, "normal beat"),
    /** L. */
    LEFT_BUNDLE_BRANCH_BLOCK(2, "L", true, "left bundle branch block beat"),
    /** R. */
    RIGHT_BUNDLE_BRANCH_BLOCK(3, "R", true, "right bundle branch block beat"),
    /** a. */
    ABERRATED_ATRIAL_PREMATURE(4, "a", true, "aberrated atrial premature beat"),
    /** V. */
    PREMATURE_VENTRICULAR(5, "V", true, "premature ventricular contraction"),
    /** F. */
    FUSION_VENTRICULAR_NORMAL(6, "F", true, "fusion of ventricular and normal beat"),
    /** J. */
    NODAL_PREMATURE(7, "J", true, "nodal (junctional) premature beat"),
    /** A. */
    ATRIAL_PREMATURE(8, "A", true, "atrial premature beat"),
    /** S. */
    SUPRAVENTRICULAR_PREMATURE(9, "S", true, "premature or ectopic supraventricular beat"),
    /** E. */
    VENTRICULAR_ESCAPE(10, "E", true, "ventricular escape beat"),
    /** j. */
    NODAL_ESCAPE(11, "j", true, "nodal (junctional) escape beat"),
    /** The slash. */
    PACED(12, "/", true, "paced beat"),
    /** Q. */
    UNCLASSIFIABLE(13, "Q", true, "unclassifiable beat"),
    /** The tilde: the signal quality changes here; the subtype says how. */
    SIGNAL_QUALITY_CHANGE(14, "~", false, "change in signal quality"),
    /** The bar. */
    ARTIFACT(16, "|", false, "isolated QRS-like artifact"),
    /** s. */
    ST_CHANGE(18, "s", false, "ST segment change"),
    /** T. */
    T_WAVE_CHANGE(19, "T", false, "T-wave change"),
    /** The asterisk. */
    SYSTOLE(20, "*", false, "systole"),
    /** D. */
    DIASTOLE(21, "D", false, "diastole"),
    /** The quotation mark: a comment, in the auxiliary text. */
    NOTE(22, "\"", false, "comment"),
    /** The equals sign: a measurement, in the auxiliary text. */
    MEASUREMENT(23, "=", false, "measurement"),
    /** p. */
    P_WAVE_PEAK(24, "p", false, "P-wave peak"),
    /** B. */
    BUNDLE_BRANCH_BLOCK(25, "B", true, "bundle branch block beat of unspecified side"),
    /** The caret. */
    PACEMAKER_SPIKE(26, "^", false, "pacemaker artifact, non-captured"),
    /** t. */
    T_WAVE_PEAK(27, "t", false, "T-wave peak"),
    /** The plus sign: a rhythm begins, named in the auxiliary text. */
    RHYTHM_CHANGE(28, "+", false, "rhythm change"),
    /** u. */
    U_WAVE_PEAK(29, "u", false, "U-wave peak"),
    /** The question mark. */
    LEARNING(30, "?", true, "beat not classified during learning"),
    /** The exclamation mark. */
    FLUTTER_WAVE(31, "!", false, "ventricular flutter wave"),
    /** The opening bracket. */
    FLUTTER_START(32, "[", false, "start of ventricular flutter or fibrillation"),
    /** The closing bracket. */
    FLUTTER_END(33, "]", false, "end of ventricular flutter or fibrillation"),
    /** e. */
    ATRIAL_ESCAPE(34, "e", true, "atrial escape beat"),
    /** n. */
    SUPRAVENTRICULAR_ESCAPE(35, "n", true, "supraventricular escape beat"),
    /** The at sign: a link, in the auxiliary text. */
    LINK(36, "@", false, "link to external data"),
    /** x. */
    NON_CONDUCTED_P_WAVE(37, "x", false, "non-conducted P wave (blocked atrial premature beat)"),
    /** f. */
    FUSION_PACED_NORMAL(38, "f", true, "fusion of paced and normal beat"),
    /** The opening parenthesis. */
    WAVEFORM_ONSET(39, "(", false, "waveform onset"),
    /** The closing parenthesis. */
    WAVEFORM_END(40, ")", false, "waveform end"),
    /** r. */
    R_ON_T_PREMATURE(41, "r", true, "R-on-T premature ventricular contraction"),
    /** Codes without a fixed meaning: 15, 17 and 42 to 49, which a file may define for itself. */
    OTHER(-1, "", false, "defined by the file");

    private static final AnnotationCode[] BY_NUMBER = new AnnotationCode[64];

    static {
        for (var code : values()) {
            if (code.number >= 0) {
                BY_NUMBER[code.number] = code;
            }
        }
    }

    private final int number;
    private final String mnemonic;
    private final boolean beat;
    private final String meaning;

    AnnotationCode(int number, String mnemonic, boolean beat, String meaning) {
        this.number = number;
        this.mnemonic = mnemonic;
        this.beat = beat;
        this.meaning = meaning;
    }

    /** The meaning of a number in an annotation file; empty for 50 and above, which no annotation has. */
    static Optional<AnnotationCode> of(int number) {
        if (number < 0 || number > 49) {
            return Optional.empty();
        }
        return Optional.of(BY_NUMBER[number] == null ? OTHER : BY_NUMBER[number]);
    }

    /** The one-character symbol used in print, empty for {@link #OTHER}. */
    public String mnemonic() {
        return mnemonic;
    }

    /** Whether this marks a beat (a QRS complex). */
    public boolean isBeat() {
        return beat;
    }

    /** What is marked, in words. */
    public String meaning() {
        return meaning;
    }
}
