/**
 * Engine.IO 4: packets, payloads and the session they belong to, over long polling or a WebSocket. Plain Java: whoever
 * carries bytes drives it; of the platform it uses the token bucket, which is as plain. Depends on nothing.
 */
package dev.pulsegate.socketio.engine;
