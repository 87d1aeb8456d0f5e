package dev.pulsegate.platform.broker;

import java.time.Instant;

/**
 * How a channel stands.
 *
 * @param connected whether messages can cross it
 * @param since when that came to be so
 */
public record ChannelState(boolean connected, Instant since) {}
