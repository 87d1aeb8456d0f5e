/**
 * What is logged, changed while the service runs: auth-service says which categories have another level, and until when, and
 * every process follows. Depends on channel and task.
 */
package dev.pulsegate.platform.loglevel;
