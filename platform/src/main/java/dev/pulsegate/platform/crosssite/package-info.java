/**
 * Refuses what another site makes a browser send. Depends on problem.
 */
package dev.pulsegate.platform.crosssite;
