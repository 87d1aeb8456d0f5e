/**
 * Hands queued requests to connected workers and sees that none is lost: matching, deadlines, workers and replicas that
 * go away, a database that comes back. Knows workers by {@link dev.pulsegate.gateway.dispatch.WorkerPort} only. Depends
 * on queue, file and space.
 */
package dev.pulsegate.gateway.dispatch;
