package dev.pulsegate.platform.outbox;

import java.util.UUID;

/**
 * A message that waits in an outbox.
 *
 * @param subject what it is about
 * @param version counts the changes of that
 * @param text the message
 */
public record OutboxMessage(UUID subject, long version, String text) {}
