package dev.pulsegate.socketio.quarkus;

import dev.pulsegate.socketio.engine.EngineApplication;
import dev.pulsegate.socketio.engine.EngineSettings;

/**
 * An Engine.IO server on the HTTP port of a Quarkus application, which produces one of these as a CDI bean for each it
 * wants, for example
 *
 * {@snippet :
 * @Produces
 * @Singleton
 * EngineEndpoint workers(SocketIoConfig config, EngineApplication application) {
 *     return new EngineEndpoint("workers", "/socket.io", config.settings(), application);
 * }
 * }
 *
 * The application itself decides who may come in, by the handshake or by what clients say later: Quarkus does not look at
 * the credentials of requests to it, as long as {@code quarkus.http.auth.proactive} is false, which the platform sees to.
 *
 * @param name what its sessions are counted under
 * @param path where it is, without a slash at the end; clients may write one
 * @param settings how it keeps its sessions: {@link SocketIoConfig#settings()} as a rule
 * @param application what runs on it
 */
public record EngineEndpoint(String name, String path, EngineSettings settings, EngineApplication application) {}
