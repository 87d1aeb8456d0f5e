/**
 * Builds the browser app, when Maven compiles this module: checks the TypeScript's types, bundles it and writes the page
 * that loads it. None of this is in the jar. Depends on esbuild-java for the programs and on nothing of PulseGate.
 */
package dev.pulsegate.web.build;
