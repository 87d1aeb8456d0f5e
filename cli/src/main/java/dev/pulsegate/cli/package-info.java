/**
 * What PulseGate's command lines do alike, on picocli: how words are read and refused, help, version, completion, exit
 * codes, and what is printed where. Which options there are, each command says itself. Plain Java; depends on nothing of
 * PulseGate.
 */
package dev.pulsegate.cli;
