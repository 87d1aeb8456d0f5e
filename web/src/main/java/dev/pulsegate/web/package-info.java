/** The browser app. Its sources are TypeScript, in {@code src/main/web}; what is Java here only builds and tests them. */
package dev.pulsegate.web;
