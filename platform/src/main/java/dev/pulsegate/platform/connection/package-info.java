/**
 * What stays open on somebody's behalf, whatever its transport, and ends when that somebody may no longer: one registry
 * for sockets, streams of events, Socket.IO sessions and requests that wait. Depends on task and token.
 */
package dev.pulsegate.platform.connection;
