package dev.pulsegate.bench.gateway;

/** How requests are submitted. */
sealed interface Load {

    /** What it is called in results. */
    String name();

    /** Clients that submit the next request when the last is answered: at its end, or when it is accepted. */
    record Closed(int clients, boolean waiting) implements Load {
        @Override
        public String name() {
            return (waiting ? "round trips, " : "submits, ") + clients + (clients == 1 ? " client" : " clients");
        }
    }

    /** Requests that come at random (a Poisson process), so many a second, whether others are answered or not. */
    record Open(int rate) implements Load {
        @Override
        public String name() {
            return "open loop, " + rate + "/s";
        }
    }
}
