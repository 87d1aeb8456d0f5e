/**
 * Socket.IO 5 packets and their encoding, attachments included. Plain Java with Jackson for JSON. Depends on nothing else
 * here.
 */
package dev.pulsegate.socketio.protocol;
