/**
 * Engine.IO 4: packets, payloads and the session they belong to, over long polling or a WebSocket. Plain Java: whoever
 * carries bytes drives it. Depends on nothing else here, and of the platform on its token bucket, which is as plain.
 */
package dev.pulsegate.socketio.engine;
