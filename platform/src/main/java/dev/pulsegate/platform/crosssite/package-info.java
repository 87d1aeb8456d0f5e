/**
 * Refuses what another site makes a browser send. Depends on problem and the platform's
 * configuration.
 */
package dev.pulsegate.platform.crosssite;
