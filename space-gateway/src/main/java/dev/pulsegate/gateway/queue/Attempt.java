package dev.pulsegate.gateway.queue;

import java.util.UUID;

/**
 * One hand-over of a request. Only who can name it changes the request while it is the present one.
 *
 * @param number which hand-over of it this is, from 1
 * @param lease what only the worker that has the request knows
 */
public record Attempt(UUID requestId, int number, UUID lease) {}
