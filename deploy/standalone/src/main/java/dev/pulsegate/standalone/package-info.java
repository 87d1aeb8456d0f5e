/**
 * The three services composed into one process: the command line, the order of starting and stopping, and the
 * configuration that only this shape needs. Depends on {@code folder}, {@code database} and {@code channel}.
 */
package dev.pulsegate.standalone;
