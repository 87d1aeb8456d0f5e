package dev.pulsegate.workerprotocol;

/**
 * A file that came with a request, to be had at a URL for a limited time.
 *
 * @param name the name its sender gave it; never to be used as a path unchecked
 * @param kind what it is to the request: {@code audio}, {@code video} or {@code file}
 * @param contentType its media type
 * @param sizeBytes its length
 * @param url where to get it, without further credentials; may be relative to the gateway's address
 */
public record InputFile(String name, String kind, String contentType, long sizeBytes, String url) {

    /** Gives nothing of what opens a door away. */
    @Override
    public String toString() {
        return "InputFile[" + name + "]";
    }
}
