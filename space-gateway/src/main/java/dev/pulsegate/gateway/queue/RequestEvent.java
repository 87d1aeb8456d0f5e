package dev.pulsegate.gateway.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a request, committed.
 *
 * @param seq counts the request's events, from 1
 * @param data more about it: a JSON object
 */
public record RequestEvent(UUID requestId, int seq, EventType type, String data, Instant at) {}
