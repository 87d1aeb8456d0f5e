package dev.pulsegate.gateway.submission;

/**
 * Something a submission must have otherwise.
 *
 * @param field the member it is about
 * @param message what to change
 */
public record Violation(String field, String message) {}
