package dev.pulsegate.ecg.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.replay.RefusedRecord;
import dev.pulsegate.platform.caller.CallableBy;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.page.Page;

/** Records that are there and not among the streams, and why: whoever looks for theirs should find that. */
@Path("/api/ecg/recordings/refused")
@Tag(name = "ECG streams")
class RefusedRecordsResource {

    private final RecordLibrary records;

    RefusedRecordsResource(RecordLibrary records) {
        this.records = records;
    }

    @GET
    @CallableBy({CallerKind.PERSON, CallerKind.ADMINISTRATOR})
    @Operation(
            summary = "The recordings that could not be read, and why",
            description = "As they were when PulseGate started. file is absent where the reason is about their folder.")
    public Page<RefusedRecord> list(
            @QueryParam("page") @DefaultValue("0") @Min(0) @Max(1_000_000) int page,
            @QueryParam("size") @DefaultValue(Page.DEFAULT_SIZE) @Min(1) @Max(Page.MAX_SIZE) int size) {
        var all = records.refused();
        var items = all.stream().skip((long) page * size).limit(size).toList();
        return new Page<>(items, page, size, all.size());
    }
}
