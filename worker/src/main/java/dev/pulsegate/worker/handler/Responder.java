package dev.pulsegate.worker.handler;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.workerprotocol.InputFile;

/**
 * What a handler says while it works on a request. Each call waits while the connection is behind, and throws
 * {@link InterruptedException} once the request is canceled. If the connection is lost, chunks and the result are kept and
 * sent by the next one; progress goes nowhere meanwhile.
 */
public interface Responder {

    /**
     * Says how far the request has come.
     *
     * @param fraction from 0 to 1
     * @param message a few words for people; empty for none
     * @throws IllegalArgumentException if the fraction is out of range
     */
    void progress(double fraction, String message) throws InterruptedException;

    /** Sends the next piece of output. Pieces add up: what is a line ends with its line feed. */
    void chunk(String text) throws InterruptedException;

    /**
     * Sends the next piece of output that is not text.
     *
     * @throws IllegalArgumentException if it is too long for a frame
     */
    void chunk(JsonNode data) throws InterruptedException;

    /** Writes a line to the worker's log. */
    void log(String line);

    /**
     * Opens a file that came with the request; to be closed by the caller.
     *
     * @throws IOException if it is not to be had
     */
    InputStream open(InputFile file) throws IOException, InterruptedException;

    /**
     * Puts a result file to where the request says.
     *
     * @return where the file is to be had from then on: what the result should name
     * @throws IOException if the request names no place, or the file was not taken
     */
    URI upload(Path file) throws IOException, InterruptedException;
}
