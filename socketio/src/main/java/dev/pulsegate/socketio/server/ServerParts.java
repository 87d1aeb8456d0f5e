package dev.pulsegate.socketio.server;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.socketio.protocol.PacketReader;
import dev.pulsegate.socketio.protocol.PacketWriter;

/**
 * What all sessions of a server share.
 *
 * @param namespaces who decides about each
 * @param executor runs the application's code
 * @param timer runs what never blocks
 * @param newcomerBytes how long messages may be of a client that is not trusted yet, its attachments together likewise
 * @param memory what is taken by messages that are on their way to the application
 */
record ServerParts(
        SocketIoSettings settings,
        Map<String, NamespaceHandler> namespaces,
        PacketReader reader,
        PacketWriter writer,
        Executor executor,
        ScheduledExecutorService timer,
        SocketIds ids,
        int newcomerBytes,
        ByteBudget memory) {}
