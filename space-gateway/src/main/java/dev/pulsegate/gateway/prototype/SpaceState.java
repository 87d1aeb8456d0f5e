package dev.pulsegate.gateway.prototype;

import java.util.UUID;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;

/**
 * A space as pages show it.
 *
 * @param workers how many workers are connected to it
 * @param queueSize how many requests wait in it
 */
public record SpaceState(Space space, int workers, long queueSize) {

    public UUID id() {
        return space.id();
    }

    public String name() {
        return space.name();
    }

    public String description() {
        return space.description();
    }

    public boolean enabled() {
        return space.enabled();
    }

    /** Whether a worker is connected. */
    public boolean isConnected() {
        return workers > 0;
    }

    public boolean takesPrompt() {
        return space.inputs().contains(InputKind.PROMPT);
    }

    public boolean takesAudio() {
        return space.inputs().contains(InputKind.AUDIO);
    }

    public boolean takesVideo() {
        return space.inputs().contains(InputKind.VIDEO);
    }

    public boolean takesFile() {
        return space.inputs().contains(InputKind.FILE);
    }
}
