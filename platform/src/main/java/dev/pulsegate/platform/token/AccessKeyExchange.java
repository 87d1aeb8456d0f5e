package dev.pulsegate.platform.token;

/** Where an access key is traded for an access token, for clients that cannot do it themselves. */
@FunctionalInterface
public interface AccessKeyExchange {

    /**
     * Trades a key; blocks, but not for long.
     *
     * @param accessKey the key as its holder sent it; never to be logged
     * @param clientAddress where it came from, for whoever counts wrong ones
     */
    Outcome exchange(String accessKey, String clientAddress);

    /** What came of it. */
    sealed interface Outcome {

        /**
         * The key is good.
         *
         * @param accessToken the token; never to be logged
         */
        record Token(String accessToken) implements Outcome {

            /** Gives nothing of the token away. */
            @Override
            public String toString() {
                return "Token[…]";
            }
        }

        /** The key is not valid. */
        record Refused() implements Outcome {}

        /**
         * It cannot be found out now.
         *
         * @param why for the log
         */
        record Unavailable(String why) implements Outcome {}
    }
}
