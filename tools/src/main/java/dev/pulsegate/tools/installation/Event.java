package dev.pulsegate.tools.installation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A server-sent event.
 *
 * @param id what to go on after; empty if it has none
 * @param name what it is
 * @param data what it says; a missing node if that is not JSON
 */
public record Event(String id, String name, JsonNode data) {}
