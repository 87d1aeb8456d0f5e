package dev.pulsegate.embedded;

import java.nio.file.Path;

/**
 * What PulseGate is started with.
 *
 * @param port the TCP port to listen on; 0 for any free one
 * @param demoAccount whether the demo account is offered
 * @param jsonLogs whether the log is written as JSON, a line an entry
 */
public record Options(String host, int port, Path data, boolean demoAccount, boolean jsonLogs) {}
