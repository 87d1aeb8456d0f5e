package dev.pulsegate.platform.page;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items what is on the page, in the list's order
 * @param page the page's number, from 0
 * @param size how many items a full page has
 * @param total how many items the whole list has
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    /** The most items a page may be asked to have. */
    public static final int MAX_SIZE = 200;

    /** The size of a page that was not asked to have another, for {@code @DefaultValue}. */
    public static final String DEFAULT_SIZE = "50";

    /** Takes a copy, so that a page never changes. */
    public Page {
        items = List.copyOf(items);
    }
}
