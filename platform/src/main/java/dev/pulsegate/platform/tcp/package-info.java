/**
 * TCP connections from their acceptance on: how many there may be, how long a request's head may take and how large it
 * may be, and how much of a WebSocket message may be on its way. Looked at on the wire, before Netty and Vert.x keep
 * anything. Depends on memory and problem.
 */
package dev.pulsegate.platform.tcp;
