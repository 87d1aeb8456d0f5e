/**
 * Threads that a process cannot do without: what throws there is told and counted, begun again after growing pauses, and
 * seen in health and metrics. Depends on storage, which knows what passes by itself.
 */
package dev.pulsegate.platform.supervise;
