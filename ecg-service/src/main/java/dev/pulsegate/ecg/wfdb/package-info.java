/**
 * Reads WFDB records, the files PhysioNet publishes: headers (.hea), signal files and MIT annotations (.atr). Plain
 * Java. Files are taken for hostile: every error is a {@link dev.pulsegate.ecg.wfdb.WfdbException} that names the file
 * and the place in it. Depends on nothing.
 */
package dev.pulsegate.ecg.wfdb;
