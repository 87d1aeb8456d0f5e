package dev.pulsegate.gateway.prototype;

import dev.pulsegate.gateway.space.WorkerAccess;

/** What is on which page. */
public sealed interface PageData {

    /** Who looks at it. */
    Visitor visitor();

    /**
     * The spaces.
     *
     * @param visible whether the visitor may see them
     */
    record Spaces(Visitor visitor, SpaceListing listing, boolean visible) implements PageData {}

    /**
     * A space being made or changed.
     *
     * @param title what is being done
     * @param action where the form goes
     * @param form what is in the form
     * @param error what is wrong with it; empty if nothing is
     * @param state the space as it is; null if it is being made
     */
    record Editing(Visitor visitor, String title, String action, SpaceForm form, String error, SpaceState state)
            implements PageData {

        /** Whether something is wrong. */
        public boolean hasError() {
            return !error.isEmpty();
        }

        /** Whether there is a space already. */
        public boolean hasSpace() {
            return state != null;
        }

        /** Whether workers need a key for it. */
        public boolean keyNeeded() {
            return state != null && state.space().workerAccess() == WorkerAccess.KEY;
        }
    }

    /**
     * A space.
     *
     * @param state how it is
     * @param request the visitor's request to show with it; null if there is none
     */
    record OneSpace(Visitor visitor, SpaceState state, RequestStatus request) implements PageData {

        /** Whether there is a request to show. */
        public boolean hasRequest() {
            return request != null;
        }

        /** Whether that request goes on. */
        public boolean isPending() {
            return request != null && !request.isOver();
        }
    }

    /** Something was not done. */
    record Failed(Visitor visitor, Failure failure) implements PageData {}
}
