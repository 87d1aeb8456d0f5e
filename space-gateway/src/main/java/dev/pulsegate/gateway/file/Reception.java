package dev.pulsegate.gateway.file;

/** How receiving a file ended. */
public sealed interface Reception {

    /** It is in the store. */
    record Received(StoredFile file) implements Reception {}

    /** It is not, and nothing of it stays. */
    record Refused(Refusal refusal) implements Reception {}
}
