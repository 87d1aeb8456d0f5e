/**
 * The replicas as the proxy sees them: where each is, which take requests, and which is asked first. Depends on
 * {@code route}; knows nothing of processes.
 */
package dev.pulsegate.apart.backend;
