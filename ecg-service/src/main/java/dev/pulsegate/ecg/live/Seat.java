package dev.pulsegate.ecg.live;

import dev.pulsegate.platform.socket.PeerSocket;

/** A viewer's hold on a stream: while it has one the stream runs. Used on the viewer's event loop. */
public final class Seat {

    private final LiveStream stream;
    private final Rendition rendition;
    private final PeerSocket viewer;

    /** Null while paused. */
    private Audience.Place place;

    Seat(LiveStream stream, Rendition rendition, PeerSocket viewer) {
        this.stream = stream;
        this.rendition = rendition;
        this.viewer = viewer;
        this.place = rendition.audience().join(viewer);
    }

    /** The stream watched. */
    public LiveStream stream() {
        return stream;
    }

    /** What is seen of it. */
    public Selection selection() {
        return rendition.selection();
    }

    /** Whether frames come. */
    public boolean isWatching() {
        return place != null;
    }

    /** Stops the frames and keeps the stream running. */
    public void pause() {
        if (place != null) {
            Audience.leave(place);
            place = null;
        }
    }

    /** Lets the frames come again, from now on. */
    public void resume() {
        if (place == null) {
            place = rendition.audience().join(viewer);
        }
    }

    /** Gives the seat up. */
    public void leave() {
        pause();
        stream.leave(rendition);
    }
}
