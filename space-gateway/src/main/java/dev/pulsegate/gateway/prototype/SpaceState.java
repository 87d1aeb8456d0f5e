package dev.pulsegate.gateway.prototype;

import java.util.UUID;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;

/**
 * A space as pages show it.
 *
 * @param space the space
 * @param workers how many workers are connected to it
 * @param queueSize how many requests wait in it
 */
public record SpaceState(Space space, int workers, long queueSize) {

    /** Its id. */
    public UUID id() {
        return space.id();
    }

    /** Its name. */
    public String name() {
        return space.name();
    }

    /** A few words about it. */
    public String description() {
        return space.description();
    }

    /** Whether it takes requests. */
    public boolean enabled() {
        return space.enabled();
    }

    /** Whether a worker is connected. */
    public boolean isConnected() {
        return workers > 0;
    }

    /** Whether requests may bring this. */
    public boolean takesPrompt() {
        return space.inputs().contains(InputKind.PROMPT);
    }

    /** Whether requests may bring this. */
    public boolean takesAudio() {
        return space.inputs().contains(InputKind.AUDIO);
    }

    /** Whether requests may bring this. */
    public boolean takesVideo() {
        return space.inputs().contains(InputKind.VIDEO);
    }

    /** Whether requests may bring this. */
    public boolean takesFile() {
        return space.inputs().contains(InputKind.FILE);
    }
}
