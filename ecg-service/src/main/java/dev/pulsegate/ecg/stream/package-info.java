/**
 * Which streams there are: the demo stream, a replay of every record, and those people make, kept in the database. REST
 * under {@code /api/ecg/streams}. Depends on live, replay, signal, synthesis and wfdb.
 */
package dev.pulsegate.ecg.stream;
