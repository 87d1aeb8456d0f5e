/**
 * The command line {@code pulsegate-worker}: options, signals, and what it prints. The only package that needs
 * {@code dev.pulsegate.cli} and picocli, which whoever embeds the library does without. Depends on the client and handler.
 */
package dev.pulsegate.worker.cli;
