/**
 * Engine.IO 4: packets, payloads and the session they belong to, over long polling or a WebSocket. Plain Java: whoever
 * carries bytes drives it. Depends on nothing else here.
 */
package dev.pulsegate.socketio.engine;
