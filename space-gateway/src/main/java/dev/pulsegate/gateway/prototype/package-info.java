/**
 * The routes and pages of the Python prototype that PulseGate replaces, so that its tools and scripts go on unchanged.
 * Only translates to and from the real API; told in {@code docs/prototype.md}. It can be taken away as it is. Depends
 * on dispatch, file, queue, replica, request, space and submission.
 */
package dev.pulsegate.gateway.prototype;
