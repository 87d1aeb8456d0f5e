/**
 * {@code pulsegate check}: tries what people and workers do with an installation, one check after the other, and takes
 * away what it made. Depends on option and installation, and on the worker library.
 */
package dev.pulsegate.tools.check;
