/**
 * Reading what callers write into an address, so that what cannot be read is answered with 400 and says so; the
 * framework would answer 404. Depends on problem.
 */
package dev.pulsegate.platform.parameter;
