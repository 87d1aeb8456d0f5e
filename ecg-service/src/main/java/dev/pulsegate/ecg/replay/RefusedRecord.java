package dev.pulsegate.ecg.replay;

/**
 * A file that was found and cannot be replayed.
 *
 * @param file the header's name, cut short where it is long; null where the reason is about the folder
 * @param reason what is wrong with it, and where
 */
public record RefusedRecord(String file, String reason) {}
