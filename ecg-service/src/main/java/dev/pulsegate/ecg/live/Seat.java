package dev.pulsegate.ecg.live;

import dev.pulsegate.platform.socket.PeerSocket;

/** A viewer's hold on a stream: while it has one the stream runs. Used on the viewer's event loop. */
public final class Seat {

    private final LiveStream stream;
    private final Rendition rendition;
    private final PeerSocket viewer;

    private Audience.Place place;
    private boolean watching = true;

    Seat(LiveStream stream, Rendition rendition, PeerSocket viewer) {
        this.stream = stream;
        this.rendition = rendition;
        this.viewer = viewer;
        this.place = rendition.audience().join(viewer);
    }

    public LiveStream stream() {
        return stream;
    }

    /** What is seen of it. */
    public Selection selection() {
        return rendition.selection();
    }

    /** Whether frames come. */
    public boolean isWatching() {
        return watching;
    }

    /** Stops the frames and keeps the stream running. */
    public void pause() {
        if (watching) {
            Audience.leave(place);
            place = rendition.resting().join(viewer);
            watching = false;
        }
    }

    /** Lets the frames come again, from now on. */
    public void resume() {
        if (!watching) {
            Audience.leave(place);
            place = rendition.audience().join(viewer);
            watching = true;
        }
    }

    /** Gives the seat up. */
    public void leave() {
        Audience.leave(place);
        stream.leave(rendition);
    }
}
