package dev.pulsegate.socketio.engine;

/** How long a message of one client may be at present, whatever carries it. Used by one thread. */
final class PayloadLimit {

    private final int most;
    private int maxBytes;

    PayloadLimit(EngineSettings settings) {
        this.most = settings.maxPayload();
        this.maxBytes = most;
    }

    int maxBytes() {
        return maxBytes;
    }

    void set(int wantedBytes) {
        maxBytes = Math.min(wantedBytes, most);
    }
}
