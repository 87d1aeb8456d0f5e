/**
 * Serves the browser app, which the module {@code web} builds: its addresses all answer with one page, and the scripts
 * it loads may be kept for ever. Depends on nothing.
 */
package dev.pulsegate.gateway.app;
