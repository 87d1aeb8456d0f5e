/**
 * Inputs of requests and files that workers hand back: received as streams, kept in a store, served by signed URLs to
 * workers and by token to people, and cleaned up. Depends on the platform only; requests depend on it.
 */
package dev.pulsegate.gateway.file;
