package dev.pulsegate.platform.broker;

/** A message was not taken because its channel is not connected; whoever sent it knows whether to say it again. */
public final class NotConnectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotConnectedException(String channel) {
        super("channel " + channel + " is not connected", null, false, false);
    }
}
