package dev.pulsegate.apart.backend;

import dev.pulsegate.apart.route.Service;

/** A replica as the proxy sees it: where it is, and whether it takes requests. Any thread may ask and tell. */
public final class Backend {

    private final Service service;
    private final String name;
    private volatile int port;
    private volatile boolean ready;
    private volatile boolean everReady;
    private volatile boolean answering;

    /**
     * One that is not ready yet.
     *
     * @param name as in {@code space-gateway-1}
     * @param port the TCP port on 127.0.0.1
     */
    public Backend(Service service, String name, int port) {
        this.service = service;
        this.name = name;
        this.port = port;
    }

    public Service service() {
        return service;
    }

    public String name() {
        return name;
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** It begins anew, on this port; not ready until it has said so there. */
    public void begin(int newPort) {
        ready = false;
        answering = false;
        port = newPort;
    }

    /** Whether it has answered since it began, whatever it said. */
    public boolean isAnswering() {
        return answering;
    }

    /** It has answered. */
    void answers() {
        answering = true;
    }

    /** Whether it has said lately that it takes requests. */
    public boolean isReady() {
        return ready;
    }

    /** What was found out. */
    public void setReady(boolean found) {
        ready = found;
        everReady |= found;
    }

    /** Whether it has ever been ready. */
    public boolean wasEverReady() {
        return everReady;
    }
}
