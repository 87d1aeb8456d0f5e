/**
 * Inputs of requests and files that workers hand back: received as streams, kept in a store, served by signed URLs to
 * workers and by token to people, and cleaned up. On the ground floor: it knows a request by its id only, and whoever
 * has to do with files calls it. Depends on file.link and file.store.
 */
package dev.pulsegate.gateway.file;
