package dev.pulsegate.bench.socketio;

import picocli.CommandLine.Option;

import dev.pulsegate.cli.WholeNumber;

/** What {@code bench socketio} is asked for. */
final class SocketIoOptions {

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "500",
            converter = WholeNumber.FromOne.class,
            description = "how many workers (${DEFAULT-VALUE})")
    int workers;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            converter = WholeNumber.FromOne.class,
            description = "how long they stay (${DEFAULT-VALUE})")
    int minutes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20",
            converter = WholeNumber.FromOne.class,
            description = "requests a second over all spaces (${DEFAULT-VALUE})")
    int rate;
}
