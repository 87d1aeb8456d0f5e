package dev.pulsegate.socketio.server;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.socketio.engine.Handshake;

/**
 * A client asks to be let into a namespace. The text form leaves the credentials out.
 *
 * @param namespace its name; begins with a slash
 * @param auth what the client sent along, usually credentials; empty if nothing
 * @param handshake the HTTP request that opened the session
 */
public record ConnectRequest(String namespace, ObjectNode auth, Handshake handshake) {

    @Override
    public String toString() {
        return "ConnectRequest[namespace=" + namespace + ", handshake=" + handshake + "]";
    }
}
