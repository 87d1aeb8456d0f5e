package dev.pulsegate.worker.cli;

import java.time.Duration;
import java.util.Locale;

import dev.pulsegate.cli.Terminal;
import dev.pulsegate.cli.Terminal.Tone;
import dev.pulsegate.worker.Statistics;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.WorkerListener;

/** Prints what happens, a line an event. */
final class EventPrinter implements WorkerListener {

    private final Terminal terminal;
    private final boolean verbose;

    EventPrinter(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    @Override
    public void on(WorkerEvent event) {
        switch (event) {
            case WorkerEvent.Registered(var spaces, var capacity, var connectionId) ->
                terminal.line(
                        Tone.GOOD,
                        "✓ Registration successful! Serving " + String.join(", ", spaces) + " with capacity " + capacity
                                + (verbose && !connectionId.isEmpty() ? " (connection " + connectionId + ")" : ""));
            case WorkerEvent.Retrying(var reason, var delay) ->
                terminal.line(
                        Tone.WARNING, "! Not connected: " + words(reason) + ". Trying again in " + seconds(delay));
            case WorkerEvent.TokenRenewed() -> detail("  The access token was renewed");
            case WorkerEvent.TokenNotRenewed(var reason) ->
                terminal.line(Tone.WARNING, "! The access token was not renewed: " + words(reason));
            case WorkerEvent.Started(var attempt, var space, var username) ->
                terminal.line(Tone.PLAIN, "> " + attempt + " for " + space + from(username));
            case WorkerEvent.Progressed(var attempt, var fraction, var message) ->
                detail("  " + attempt + ": " + Math.round(fraction * 100) + " % " + message);
            case WorkerEvent.Logged(var attempt, var line) -> detail("  " + attempt + ": " + line);
            case WorkerEvent.Completed(var attempt, var duration) ->
                terminal.line(Tone.GOOD, "✓ " + attempt + " completed in " + seconds(duration));
            case WorkerEvent.Failed(var attempt, var error) ->
                terminal.line(Tone.BAD, "✗ " + attempt + " failed: " + words(error));
            case WorkerEvent.Canceled(var attempt, var reason) ->
                terminal.line(Tone.WARNING, "- " + attempt + " canceled" + because(reason));
            case WorkerEvent.ResultRefused(var requestId, var reason) ->
                terminal.line(Tone.WARNING, "! The gateway did not take the result of " + requestId + because(reason));
            case WorkerEvent.ResultDropped(var requestId) ->
                terminal.line(Tone.WARNING, "! The result of " + requestId + " was given up: too many wait");
            case WorkerEvent.GatewayComplained(var code, var message) ->
                terminal.line(Tone.WARNING, "! The gateway says " + code + because(message));
            case WorkerEvent.FrameIgnored(var reason) ->
                terminal.line(Tone.WARNING, "! Ignored a frame of the gateway: " + words(reason));
            case WorkerEvent.Draining(var byGateway, var unfinished) ->
                terminal.line(
                        Tone.WARNING,
                        (byGateway ? "! The gateway sends no more requests" : "! Taking no more requests")
                                + (unfinished == 0 ? "; nothing is left to finish" : "; to finish: " + unfinished));
        }
    }

    /** Prints why it ends. */
    void refused(String reason) {
        terminal.line(Tone.BAD, "✗ Refused: " + words(reason));
    }

    /** Prints what it has done. */
    void statistics(Statistics statistics) {
        terminal.line(
                Tone.PLAIN,
                String.format(
                        Locale.ROOT,
                        "Received %d, completed %d, failed %d, canceled %d, reconnects %d, mean %.2f s%s",
                        statistics.received(),
                        statistics.completed(),
                        statistics.failed(),
                        statistics.canceled(),
                        statistics.reconnects(),
                        statistics.meanSeconds(),
                        statistics.refused() == 0 ? "" : ", results not taken " + statistics.refused()));
    }

    private void detail(String text) {
        if (verbose) {
            terminal.line(Tone.QUIET, text);
        }
    }

    private static String from(String username) {
        return username.isEmpty() ? "" : " from " + username;
    }

    private static String because(String reason) {
        return reason.isBlank() ? "" : ": " + reason;
    }

    /** A reason inside a sentence: there is always one, and it does not end the sentence. */
    private static String words(String reason) {
        var stripped = reason.strip();
        if (stripped.isEmpty()) {
            return "no reason was given";
        }
        return stripped.endsWith(".") && !stripped.endsWith("..")
                ? stripped.substring(0, stripped.length() - 1)
                : stripped;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }
}
