package dev.pulsegate.platform.stop;

import java.time.Duration;

/**
 * Told when the process stops: whoever routes to it knows by now, and those who are connected are about to be sent away.
 * Whoever hears it begins nothing new from now on, lets go of those who wait, and does not block.
 *
 * @param window the time in which those who are connected go; zero for at once
 */
public record Leaving(Duration window) {}
