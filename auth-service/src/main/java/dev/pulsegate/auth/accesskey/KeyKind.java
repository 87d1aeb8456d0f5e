package dev.pulsegate.auth.accesskey;

import dev.pulsegate.platform.token.Holder;

/** What signs in with an access key. */
public enum KeyKind {
    /** An inference worker, scoped to spaces. */
    WORKER(Holder.WORKER),
    /** A device that sends or takes ECG, scoped to streams. */
    DEVICE(Holder.DEVICE);

    private final Holder holder;

    KeyKind(Holder holder) {
        this.holder = holder;
    }

    /** Returns the holder that the key's tokens name. */
    public Holder holder() {
        return holder;
    }
}
