/**
 * Errors as RFC 9457 problems: what the problem library leaves open. Depends on request for the request id and on
 * storage.
 */
package dev.pulsegate.platform.problem;
