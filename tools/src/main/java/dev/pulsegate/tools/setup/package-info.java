/** {@code pulsegate setup-space}: makes a space to try workers with. Depends on option and installation. */
package dev.pulsegate.tools.setup;
