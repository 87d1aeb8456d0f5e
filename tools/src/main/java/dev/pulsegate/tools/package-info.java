/** Command lines for whoever runs an installation; where they start. Depends on check and setup, which do the work. */
package dev.pulsegate.tools;
