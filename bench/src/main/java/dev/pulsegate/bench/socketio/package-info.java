/**
 * A crowd of Socket.IO workers, each on a space of its own, that stays for minutes while requests come for all of them:
 * does everybody stay connected? Depends on {@code server}; the workers use the official Java client.
 */
package dev.pulsegate.bench.socketio;
