package dev.pulsegate.bench.chaos;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to a process. */
enum Fault {
    /** What was started is killed and started again: PulseGate, or apart the launcher with the broker and the address. */
    KILL_SERVER,
    /** The same is asked to stop and started again. */
    STOP_SERVER,
    /** The same stands still for some seconds, sometimes for longer than it may. */
    FREEZE_SERVER,
    /** PostgreSQL's first process is killed; the others end when they notice. */
    KILL_DATABASE,
    /** PostgreSQL is told to end at once, without writing anything out. */
    CRASH_DATABASE,
    /** One of PostgreSQL's processes is killed, whereupon it begins anew by itself. */
    KILL_BACKEND,
    /** PostgreSQL's processes stand still for some seconds. */
    FREEZE_DATABASE,
    /** A worker is killed and started again. */
    KILL_WORKER,
    /** A worker stands still for some seconds. */
    FREEZE_WORKER,
    /** A replica of auth-service is killed; this and all that follows only where services are apart. */
    KILL_AUTH("auth-service"),
    /** A replica of ecg-service is killed. */
    KILL_ECG("ecg-service"),
    /** A replica of space-gateway is killed. */
    KILL_GATEWAY("space-gateway"),
    /** A replica of space-gateway is asked to stop. */
    STOP_GATEWAY("space-gateway"),
    /** A replica of space-gateway stands still for some seconds, sometimes for longer than it may. */
    FREEZE_GATEWAY("space-gateway");

    private static final Set<Fault> KILLS =
            EnumSet.of(KILL_SERVER, KILL_DATABASE, KILL_BACKEND, KILL_WORKER, KILL_AUTH, KILL_ECG, KILL_GATEWAY);

    /** The service whose replica it befalls; null where it is none. */
    private final String service;

    Fault() {
        this(null);
    }

    Fault(String service) {
        this.service = service;
    }

    String service() {
        return service;
    }

    /** Those of them that are a {@code kill -9}. */
    static List<Fault> kills(boolean apart) {
        return all(apart).stream().filter(KILLS::contains).toList();
    }

    /** All that there are for services that are apart, or for one process. */
    static List<Fault> all(boolean apart) {
        return Stream.of(values())
                .filter(fault -> apart || fault.service == null)
                .toList();
    }
}
