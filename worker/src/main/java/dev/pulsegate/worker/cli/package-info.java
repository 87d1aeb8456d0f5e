/** The command line {@code pulsegate-worker}: options, signals, and what it prints. Depends on the client and handler. */
package dev.pulsegate.worker.cli;
