/**
 * What every way of running PulseGate on one machine needs, whether as one process or as several: the options it is started
 * with, where it listens, the order of stopping. Depends on {@code folder}; knows nothing of services and uses no framework,
 * but what is plain Java of {@code platform}.
 */
package dev.pulsegate.embedded;
