package dev.pulsegate.ecg.replay;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

import dev.pulsegate.ecg.wfdb.RecordFiles;
import dev.pulsegate.ecg.wfdb.SignalSpec;
import dev.pulsegate.ecg.wfdb.WfdbException;
import dev.pulsegate.ecg.wfdb.WfdbHeader;
import dev.pulsegate.ecg.wfdb.WfdbRecord;

/**
 * An open record with what can be replayed of it.
 *
 * @param record the open record, with at least one frame
 * @param leads its leads, at least one
 * @param missingLeads leads left out because their data file is not there
 */
record Replayable(WfdbRecord record, List<LeadSignal> leads, int missingLeads) {

    /** Opens what there is of a record; a record is often passed on without all of its data files. */
    static Replayable open(RecordFiles files, String headerName) throws IOException {
        var header = WfdbHeader.read(files, headerName);
        Predicate<SignalSpec> isThere = signal -> files.exists(RecordFiles.sibling(headerName, signal.fileName()));
        var all = LeadSignal.of(header, signal -> true);
        var leads = LeadSignal.of(header, isThere);
        if (leads.isEmpty()) {
            throw WfdbException.in(
                    headerName,
                    all.isEmpty()
                            ? "no signal is an ECG lead: in a unit of voltage, at 50 to 50,000 Hz"
                            : "the data files are missing");
        }
        var record = WfdbRecord.open(files, headerName, isThere.and(signal -> LeadSignal.isLead(header, signal)));
        if (record.frames() == 0) {
            record.close();
            throw WfdbException.in(headerName, "the record has no samples");
        }
        return new Replayable(record, leads, all.size() - leads.size());
    }
}
