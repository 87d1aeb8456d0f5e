package dev.pulsegate.tools.check;

/** What came of a check. */
sealed interface Outcome {

    /**
     * As it should be.
     *
     * @param note what was seen; empty if there is nothing to add
     */
    record Passed(String note) implements Outcome {}

    /** Not as it should be. */
    record Failed(String reason) implements Outcome {}

    /**
     * There was nothing to look at, and that may be right.
     *
     * @param reason what there was not
     */
    record Skipped(String reason) implements Outcome {}
}
