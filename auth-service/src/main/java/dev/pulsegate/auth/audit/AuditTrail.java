package dev.pulsegate.auth.audit;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.annotations.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.auth.audit.AuditTable.KeptAs;
import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditLines;
import dev.pulsegate.platform.audit.AuditText;
import dev.pulsegate.platform.channel.ChannelJson;

/** Keeps what was done: here, and in other services, which tell it on the channel {@code audit-event}. Blocks. */
@Startup
@ApplicationScoped
public class AuditTrail {

    private static final String SERVICE = "auth-service";

    private final AuditTable table;
    private final AuditLines lines;
    private final ChannelJson json;
    private final Map<KeptAs, Counter> kept = new EnumMap<>(KeptAs.class);

    AuditTrail(AuditTable table, AuditLines lines, ChannelJson json, MeterRegistry meters) {
        this.table = table;
        this.lines = lines;
        this.json = json;
        for (var kind : KeptAs.values()) {
            kept.put(
                    kind,
                    meters.counter(
                            "pulsegate.auth.audit.events",
                            "kept_as",
                            kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Records what is done by the present transaction; if there is none, what was done. */
    @Transactional
    public void record(AuditEntry entry) {
        keep(entry.event(SERVICE));
    }

    /** Records tries that failed. */
    @Transactional
    void record(FailedTries.Tally tally) {
        keep(tally.entry().event(SERVICE, tally.first(), tally.times()));
    }

    private void keep(AuditEvent event) {
        store(event);
        lines.writeAfterCommit(event);
    }

    /** Takes what another service recorded, and has logged itself; the same may come twice. */
    @Incoming(AuditEvent.CHANNEL + "-in")
    @Blocking(ordered = false)
    public void take(String message) {
        store(AuditText.clean(json.read(message, AuditEvent.class)));
    }

    private void store(AuditEvent event) {
        if (table.insert(event)) {
            kept.get(KeptAs.of(event)).increment();
        }
    }
}
