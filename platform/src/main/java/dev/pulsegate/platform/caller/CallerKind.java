package dev.pulsegate.platform.caller;

import dev.pulsegate.platform.token.Caller;

/** The kinds of caller there are. None acts as another: a worker is not the person whose access key it holds. */
public enum CallerKind {
    /** Nobody that is known: no token, or one that does not hold. */
    ANONYMOUS("somebody who is not signed in"),
    /** A person, signed in. */
    PERSON("a person"),
    /** A person who looks after the installation. */
    ADMINISTRATOR("an administrator"),
    /** An inference worker, by its access key. */
    WORKER("a worker"),
    /** A device that sends or takes ECG, by its access key. */
    DEVICE("a device");

    private final String words;

    CallerKind(String words) {
        this.words = words;
    }

    /** What people call it, such as {@code a worker}. */
    public String words() {
        return words;
    }

    /** The kind of whoever a token speaks for; who has none is {@link #ANONYMOUS}. */
    public static CallerKind of(Caller caller) {
        return switch (caller.holder()) {
            case USER -> caller.isAdmin() ? ADMINISTRATOR : PERSON;
            case WORKER -> WORKER;
            case DEVICE -> DEVICE;
        };
    }
}
