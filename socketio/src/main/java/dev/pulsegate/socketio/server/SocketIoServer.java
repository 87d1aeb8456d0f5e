package dev.pulsegate.socketio.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.socketio.engine.EngineApplication;
import dev.pulsegate.socketio.engine.EngineListener;
import dev.pulsegate.socketio.engine.EngineSession;
import dev.pulsegate.socketio.protocol.PacketReader;
import dev.pulsegate.socketio.protocol.PacketWriter;

/** A Socket.IO 5 server, to be run on Engine.IO. Its namespaces are fixed once it is built. */
public final class SocketIoServer implements EngineApplication, AutoCloseable {

    private final ServerParts parts;

    private SocketIoServer(Builder builder) {
        var timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("socketio-timer").factory(),
                // What is to be done later need not be, once the server is closed.
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        var limits = builder.settings.packets();
        parts = new ServerParts(
                builder.settings,
                Map.copyOf(builder.namespaces),
                new PacketReader(limits),
                new PacketWriter(limits),
                builder.executor,
                timer,
                new SocketIds(),
                builder.newcomerBytes,
                builder.memory);
    }

    /** A server without namespaces yet. */
    public static Builder builder(SocketIoSettings settings) {
        return new Builder(settings);
    }

    /** A server to be. */
    public static final class Builder {

        private final SocketIoSettings settings;
        private final Map<String, NamespaceHandler> namespaces = new HashMap<>();
        private Executor executor = virtualThreads();
        private int newcomerBytes = Integer.MAX_VALUE;
        private ByteBudget memory = new ByteBudget(Long.MAX_VALUE / 2, 1);

        private Builder(SocketIoSettings settings) {
            this.settings = settings;
        }

        private static Executor virtualThreads() {
            var factory = Thread.ofVirtual().name("socketio-", 0).factory();
            return task -> factory.newThread(task).start();
        }

        /**
         * Adds a namespace.
         *
         * @param name begins with a slash; has no comma, question mark or control character
         * @param handler decides who may connect to it
         * @throws IllegalArgumentException if the name is none, or taken
         */
        public Builder namespace(String name, NamespaceHandler handler) {
            if (!name.matches("/[^,?\\p{Cntrl}]{0,255}")) {
                throw new IllegalArgumentException("not the name of a namespace: " + name);
            }
            if (namespaces.putIfAbsent(name, handler) != null) {
                throw new IllegalArgumentException("two namespaces called " + name);
            }
            return this;
        }

        /** Runs the application's code, which may block: a new virtual thread for each piece of work, unless set here. */
        public Builder executor(Executor virtual) {
            executor = virtual;
            return this;
        }

        /** Lets clients send no longer messages than this until one of their sockets is trusted: {@link SioSocket#trust}. */
        public Builder newcomers(int maxBytes) {
            newcomerBytes = maxBytes;
            return this;
        }

        /** Takes what messages need, from when they have come until they are followed, from this budget. */
        public Builder memory(ByteBudget budget) {
            memory = budget;
            return this;
        }

        /** The server. */
        public SocketIoServer build() {
            return new SocketIoServer(this);
        }
    }

    @Override
    public EngineListener opened(EngineSession session) {
        return new ClientSession(parts, session);
    }

    /** Frees what the server holds. Its sessions are the engine's to close, before. */
    @Override
    public void close() {
        parts.timer().shutdownNow();
    }
}
