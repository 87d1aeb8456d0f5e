package dev.pulsegate.gateway.file;

/** Why a file or a form is not taken. Each has a status of HTTP and a sentence for whoever sent it. */
public sealed interface Refusal {

    /** The status of HTTP that says it best. */
    int status();

    /** What to tell the sender. */
    String detail();

    /** It has more bytes than it may. */
    record TooLarge(String what, long limitBytes) implements Refusal {
        @Override
        public int status() {
            return 413;
        }

        @Override
        public String detail() {
            return what + " has more than the " + limitBytes + " bytes it may have.";
        }
    }

    /** It is of a type that is not taken here. */
    record WrongType(String detail) implements Refusal {
        @Override
        public int status() {
            return 415;
        }
    }

    /** It cannot be understood, or asks for what is not offered. */
    record Malformed(String detail) implements Refusal {
        @Override
        public int status() {
            return 400;
        }
    }

    /** It has been uploaded before. */
    record Repeated() implements Refusal {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String detail() {
            return "This file has been uploaded already. A URL is good for one upload.";
        }
    }

    /** The account has sent much that no request uses yet. */
    record TooManyUnused(long limitFiles, long limitBytes) implements Refusal {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String detail() {
            return "You have files that no request uses yet, " + limitFiles + " or " + limitBytes
                    + " bytes of them. Use or delete some, or wait until they expire.";
        }
    }

    /** The account has as much stored as it may, or would have with this. */
    record QuotaSpent(long usedBytes, long limitBytes) implements Refusal {
        @Override
        public int status() {
            return 507;
        }

        @Override
        public String detail() {
            return "Your files would take more than the " + limitBytes + " bytes you may store; they take " + usedBytes
                    + " now. Files go with their requests, or delete some that no request uses.";
        }
    }

    /** It took too long to arrive. */
    record TooSlow() implements Refusal {
        @Override
        public int status() {
            return 408;
        }

        @Override
        public String detail() {
            return "The upload took too long.";
        }
    }

    /** The sender went away half-way. Nobody is left to be told. */
    record Disconnected() implements Refusal {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String detail() {
            return "The upload broke off.";
        }
    }

    /** As many uploads are under way as may be. */
    record Busy() implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String detail() {
            return "Too many files are being uploaded. Try again in a moment.";
        }
    }

    /** There is no room left for files. */
    record StoreFull() implements Refusal {
        @Override
        public int status() {
            return 507;
        }

        @Override
        public String detail() {
            return "There is no room for more files at the moment.";
        }
    }

    /** The store cannot be reached or does not work. */
    record StoreBroken() implements Refusal {
        @Override
        public int status() {
            return 503;
        }

        @Override
        public String detail() {
            return "Files cannot be stored at the moment. Try again later.";
        }
    }
}
