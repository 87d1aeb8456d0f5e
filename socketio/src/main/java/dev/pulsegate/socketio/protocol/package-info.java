/**
 * Socket.IO 5 packets and their encoding, attachments included. Plain Java with Jackson for JSON. Depends on engine.
 *
 * <p>A message becomes a packet in two steps, so that the second may happen elsewhere and only for what is wanted: {@link
 * dev.pulsegate.socketio.protocol.PacketAssembler} reads the header and gathers attachments, {@link
 * dev.pulsegate.socketio.protocol.PacketReader} reads the JSON. Source: the Socket.IO protocol, revision 5, "Packet
 * encoding".
 */
package dev.pulsegate.socketio.protocol;
