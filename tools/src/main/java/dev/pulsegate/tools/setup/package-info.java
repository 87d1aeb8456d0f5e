/** {@code pulsegate setup-space}: makes a space to try workers with. Depends on cli and installation. */
package dev.pulsegate.tools.setup;
