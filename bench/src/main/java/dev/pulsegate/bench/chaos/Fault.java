package dev.pulsegate.bench.chaos;

/** What is done to a process. */
enum Fault {
    /** PulseGate is killed and started again. */
    KILL_SERVER,
    /** PulseGate is asked to stop and started again. */
    STOP_SERVER,
    /** PulseGate stands still for some seconds, sometimes for longer than it may. */
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
    FREEZE_WORKER
}
