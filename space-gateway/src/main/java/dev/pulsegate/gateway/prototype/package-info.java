/**
 * The routes and pages of the Python prototype that PulseGate replaces, so that its tools and scripts go on unchanged.
 * Only translates to and from the real API; told in {@code docs/prototype.md}. Depends on dispatch, file, queue, request
 * and space; nothing depends on it.
 */
package dev.pulsegate.gateway.prototype;
