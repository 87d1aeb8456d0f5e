package dev.pulsegate.gateway.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a request, committed.
 *
 * @param requestId the request
 * @param seq counts the request's events, from 1
 * @param type what happened
 * @param data more about it: a JSON object
 * @param at when
 */
public record RequestEvent(UUID requestId, int seq, EventType type, String data, Instant at) {}
