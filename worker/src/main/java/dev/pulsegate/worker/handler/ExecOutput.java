package dev.pulsegate.worker.handler;

/** What a command's standard output is taken for. */
public enum ExecOutput {
    /** Lines of text, of which the last may say {@code {"result": …}}; if it does, that has to be JSON. */
    LINES,
    /** Text, whatever it looks like. */
    TEXT,
    /** One JSON object, the result; nothing of it is a chunk. */
    JSON
}
