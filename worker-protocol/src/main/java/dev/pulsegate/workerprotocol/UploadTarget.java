package dev.pulsegate.workerprotocol;

/**
 * Where a result file may be put, for a limited time.
 *
 * @param putUrl takes the file by HTTP PUT; may be relative to the gateway's address
 * @param finalUrl where it is to be had afterwards; belongs in the result
 * @param contentType the media type the file is stored with
 */
public record UploadTarget(String putUrl, String finalUrl, String contentType) {

    /** Gives nothing of what opens a door away. */
    @Override
    public String toString() {
        return "UploadTarget[" + contentType + "]";
    }
}
