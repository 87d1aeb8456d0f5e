package dev.pulsegate.auth;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the service under test answered.
 *
 * @param response the whole of it
 */
public record Answer(HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** Returns the whole {@code Set-Cookie} header of a cookie. */
    public Optional<String> setCookie(String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst();
    }

    /** Returns the value that a cookie is set to. */
    public String cookie(String name) {
        return setCookie(name)
                .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
                .orElseThrow(() -> new AssertionError("No cookie " + name + " in answer " + status() + " " + body()));
    }

    public JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + response.body(), e);
        }
    }

    /** Returns a text of the JSON answer. */
    public String text(String name) {
        var value = json().path(name);
        if (!value.isTextual()) {
            throw new AssertionError("No " + name + " in answer " + status() + " " + body());
        }
        return value.textValue();
    }

    /** Returns a text of each of a page's items. */
    public List<String> items(String name) {
        var values = new ArrayList<String>();
        json().path("items").forEach(item -> values.add(item.path(name).asText()));
        return values;
    }

    /** Writes names and values, in turns, as a JSON object. */
    public static String json(Object... namesAndValues) {
        var object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.putPOJO((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
