/**
 * A Socket.IO server as a library: it knows no service. {@code engine} carries messages, {@code protocol} gives them their
 * meaning, {@code server} is what an application uses, {@code quarkus} puts it on a port.
 */
package dev.pulsegate.socketio;
