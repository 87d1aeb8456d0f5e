package dev.pulsegate.gateway.worker.socketio;

import dev.pulsegate.platform.token.Caller;

/** What came of looking at an access key. */
sealed interface KeyCheck {

    /**
     * It is good.
     *
     * @param caller who its token speaks for, until when
     */
    record Valid(Caller caller) implements KeyCheck {}

    /** It is not valid. */
    record Invalid() implements KeyCheck {}

    /** It cannot be found out now. */
    record Unknown() implements KeyCheck {}
}
