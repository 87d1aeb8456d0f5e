/** What the command lines have in common: options, exit codes, and which installation is meant. Depends on nothing here. */
package dev.pulsegate.tools.cli;
