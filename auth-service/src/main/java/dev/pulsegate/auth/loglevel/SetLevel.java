package dev.pulsegate.auth.loglevel;

import java.time.Instant;

/**
 * A category's level that is not as configured.
 *
 * @param until from then on it is as configured
 * @param setBy the name of the account that set it
 */
public record SetLevel(String category, String level, Instant until, String setBy, Instant setAt) {}
