package dev.pulsegate.socketio.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client said when it opened its session. Its text form leaves the values out: keys and tokens are among them.
 *
 * @param headers the request's headers, names in lower case
 * @param query the parameters of its address, decoded; those of Engine.IO itself included
 * @param remoteAddress the client's IP address, without a port
 */
public record Handshake(Map<String, List<String>> headers, Map<String, List<String>> query, String remoteAddress) {

    /** Copies the maps, not the lists in them. */
    public Handshake {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /**
     * The first value of a header.
     *
     * @param name in lower case
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a parameter of the address. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** How long the headers and parameters are together, in characters. */
    long size() {
        return size(headers) + size(query);
    }

    private static long size(Map<String, List<String>> values) {
        return values.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length()
                        + entry.getValue().stream().mapToLong(String::length).sum())
                .sum();
    }

    @Override
    public String toString() {
        return "Handshake[headers=" + headers.keySet() + ", query=" + query.keySet() + ", remoteAddress="
                + remoteAddress + "]";
    }
}
