/**
 * Errors as RFC 9457 problems: what the problem library leaves open. Depends on request, storage, task and
 * trace.
 */
package dev.pulsegate.platform.problem;
