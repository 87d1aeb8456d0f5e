/**
 * An installation as seen from outside: calls by HTTP, server-sent events, frames of a WebSocket, and what went wrong in
 * words. Depends on nothing here.
 */
package dev.pulsegate.tools.installation;
