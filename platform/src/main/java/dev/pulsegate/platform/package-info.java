/**
 * What every service does the same way: problems, request ids, cross-site protection, token checks and sockets. Knows
 * no feature of any service.
 */
package dev.pulsegate.platform;
