/**
 * Puts models behind named spaces. Depends on the platform and the contracts, never on another service.
 */
package dev.pulsegate.gateway;
