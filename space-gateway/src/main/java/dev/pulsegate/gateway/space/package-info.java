/**
 * Spaces: what they are called, what they take, and the rules their requests are kept by. REST under {@code
 * /api/spaces}. Depends on audit.
 */
package dev.pulsegate.gateway.space;
