/**
 * Refuses what another site makes a browser send. Depends on the platform's configuration only.
 */
package dev.pulsegate.platform.crosssite;
