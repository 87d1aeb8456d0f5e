package dev.pulsegate.gateway.prototype;

import java.util.List;

/**
 * Some of the spaces.
 *
 * @param spaces those on the page, by name
 * @param page the page's number, from 0
 * @param hasNext whether there are more
 */
public record SpaceListing(List<SpaceState> spaces, int page, boolean hasNext) {

    public SpaceListing {
        spaces = List.copyOf(spaces);
    }

    /** Whether there are some before. */
    public boolean hasPrevious() {
        return page > 0;
    }

    /** The number of the page before. */
    public int previous() {
        return page - 1;
    }

    /** The number of the page after. */
    public int next() {
        return page + 1;
    }
}
