package dev.pulsegate.tools.installation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A server-sent event.
 *
 * @param name what it is
 * @param data what it says; a missing node if that is not JSON
 */
public record Event(String name, JsonNode data) {}
