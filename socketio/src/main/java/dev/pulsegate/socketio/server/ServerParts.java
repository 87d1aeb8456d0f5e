package dev.pulsegate.socketio.server;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import dev.pulsegate.socketio.protocol.PacketReader;
import dev.pulsegate.socketio.protocol.PacketWriter;

/**
 * What all sessions of a server share.
 *
 * @param namespaces who decides about each
 * @param executor runs the application's code
 * @param timer runs what never blocks
 */
record ServerParts(
        SocketIoSettings settings,
        Map<String, NamespaceHandler> namespaces,
        PacketReader reader,
        PacketWriter writer,
        Executor executor,
        ScheduledExecutorService timer,
        SocketIds ids) {}
