/**
 * Signs people, workers and devices in. Depends on the platform and the contracts, never on another service.
 */
package dev.pulsegate.auth;
