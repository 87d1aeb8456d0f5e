/**
 * A data folder in one file, and back: the database as of one moment, while PulseGate runs or not, the files people and
 * workers sent, recordings, secrets. {@link dev.pulsegate.embedded.backup.Backup} writes the file,
 * {@link dev.pulsegate.embedded.backup.Restore} reads it. Not here: installations whose database is elsewhere; their
 * database has tools of its own.
 */
package dev.pulsegate.embedded.backup;
