package dev.pulsegate.gateway.event;

/** Something that can be followed. Each follower takes a place of those there are for all that is followed. */
public interface Followed {

    /** How many follow it. */
    int watching();
}
