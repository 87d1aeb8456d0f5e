/**
 * Work that goes on for as long as the process does, and how it goes on whatever is thrown in it. What has to be done again
 * and again is a {@link dev.pulsegate.platform.task.RepeatedTask}, begun and ended with the service by
 * {@link dev.pulsegate.platform.task.Tasks}; what has a rhythm of its own is a
 * {@link dev.pulsegate.platform.task.CoreThread}. What a throwable does there:
 *
 * <ul>
 *   <li>An {@code Exception} in a repeated task is expected to pass: the task is tried again after pauses that grow up to a
 *       second, or a tenth of its period. The log says once when that begins, with the trace unless a database is away, and
 *       when it works again; readiness names the task without keeping
 *       anybody away.
 *   <li>An {@code Error} in a repeated task, and anything thrown in a thread's own work, is a fault: told and counted each
 *       time, and the thread is begun again after pauses that grow up to ten seconds. The process is not ready while it
 *       waits, and not alive should the thread be gone.
 *   <li>An {@code InterruptedException} ends the thread: only its {@code close} interrupts, when it has waited in vain.
 *   <li>What code of others throws that is called on the way, a listener's say, ends in
 *       {@link dev.pulsegate.platform.task.Supervision#guard}: told and counted.
 * </ul>
 *
 * <p>Who tries one thing again rather than for ever takes the pauses from {@link dev.pulsegate.platform.task.Backoff}.
 * Depends on storage.
 */
package dev.pulsegate.platform.task;
