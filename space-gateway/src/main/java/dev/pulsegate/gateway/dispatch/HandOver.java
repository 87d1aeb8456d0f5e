package dev.pulsegate.gateway.dispatch;

import java.util.List;

import dev.pulsegate.gateway.queue.claim.Claim;

/**
 * A request on its way to a worker.
 *
 * @param claim the request
 * @param files the files it brings
 * @param upload where the worker can put a result file
 */
public record HandOver(Claim claim, List<InputFile> files, Upload upload) {

    public HandOver {
        files = List.copyOf(files);
    }

    /**
     * A file a request brings.
     *
     * @param name its name, as whoever sent it wrote it
     * @param kind {@code audio}, {@code video} or {@code file}
     * @param contentType its media type
     * @param size its length in bytes
     * @param url where the worker can read it, for a limited time
     */
    public record InputFile(String name, String kind, String contentType, long size, String url) {

        /** Gives nothing of what opens a door away. */
        @Override
        public String toString() {
            return "InputFile[" + name + "]";
        }
    }

    /**
     * Where a result file can be put.
     *
     * @param putUrl where to put it
     * @param finalUrl where to read it afterwards
     * @param contentType the media type to put it with
     */
    public record Upload(String putUrl, String finalUrl, String contentType) {

        /** Gives nothing of what opens a door away. */
        @Override
        public String toString() {
            return "Upload[" + contentType + "]";
        }
    }
}
