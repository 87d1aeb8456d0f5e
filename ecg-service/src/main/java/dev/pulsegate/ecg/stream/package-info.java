/**
 * Which streams there are: the demo stream, the recordings, and those people make, kept in the database. REST under
 * {@code /api/ecg/streams}. Depends on live, synthesis and recording.
 */
package dev.pulsegate.ecg.stream;
