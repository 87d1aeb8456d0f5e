package dev.pulsegate.gateway.dispatch;

import java.time.Duration;

/**
 * A worker that fails everything gets nothing for a while.
 *
 * @param failures how often it has failed in a row
 * @param pause for how long it gets nothing
 */
public record SetAside(int failures, Duration pause) {}
