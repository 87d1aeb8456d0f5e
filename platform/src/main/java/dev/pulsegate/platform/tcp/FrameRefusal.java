package dev.pulsegate.platform.tcp;

/** Why a message is not taken, of which a frame's header has come. */
public enum FrameRefusal {
    /** It is longer than allowed. */
    TOO_BIG,
    /** It is not, but so much is on its way already that it cannot be kept now. */
    NO_ROOM
}
