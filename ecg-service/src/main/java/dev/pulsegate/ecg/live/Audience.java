package dev.pulsegate.ecg.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.vertx.core.Context;

import dev.pulsegate.platform.socket.Outbound;
import dev.pulsegate.platform.socket.PeerSocket;

/**
 * Those who watch one rendition, by event loop: a frame is handed to each loop once, which writes it to its own viewers
 * with no lock and no change of thread.
 */
final class Audience {

    private final Map<Context, Row> rows = new ConcurrentHashMap<>();

    /** The viewers of one event loop; touched on that loop only. */
    private static final class Row {
        private final List<Place> places = new ArrayList<>();
    }

    /** A viewer's place in its row. */
    static final class Place {
        private final PeerSocket viewer;
        private final Row row;
        private int index;

        private Place(PeerSocket viewer, Row row) {
            this.viewer = viewer;
            this.row = row;
            this.index = row.places.size();
        }
    }

    /** Seats a viewer; on its event loop. */
    Place join(PeerSocket viewer) {
        var row = rows.computeIfAbsent(viewer.loop(), loop -> new Row());
        var place = new Place(viewer, row);
        row.places.add(place);
        return place;
    }

    /** Gives a place up; on its viewer's event loop. The last of the row moves there, so the cost is the same for any number. */
    static void leave(Place place) {
        var places = place.row.places;
        var last = places.removeLast();
        if (last != place) {
            places.set(place.index, last);
            last.index = place.index;
        }
    }

    /** Hands a message to everyone; from any thread. */
    void send(Outbound message) {
        forEach(viewer -> viewer.send(message));
    }

    /** Does something with everyone, on each one's event loop; from any thread. */
    void forEach(Consumer<PeerSocket> action) {
        rows.forEach((loop, row) -> loop.runOnContext(ignored -> visit(row, action)));
    }

    /** Backwards, so that one who leaves meanwhile makes nobody be passed over. */
    private static void visit(Row row, Consumer<PeerSocket> action) {
        for (int i = row.places.size() - 1; i >= 0; i--) {
            action.accept(row.places.get(i).viewer);
        }
    }
}
