package dev.pulsegate.bench.ecg;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import dev.pulsegate.bench.load.Target;
import dev.pulsegate.bench.server.Setting;
import dev.pulsegate.cli.WholeNumber;

/** What {@code bench ecg} is asked for. */
final class EcgOptions {

    @Option(
            names = "--viewers",
            paramLabel = "N",
            defaultValue = "100,1000,5000,10000",
            split = ",",
            converter = WholeNumber.FromOne.class,
            description = "the numbers of viewers, separated by commas (${DEFAULT-VALUE})")
    private List<Integer> viewers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            converter = WholeNumber.FromOne.class,
            description = "the length of a measurement (${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--settle",
            paramLabel = "N",
            defaultValue = "4",
            converter = WholeNumber.FromZero.class,
            description = "seconds connected before it (${DEFAULT-VALUE})")
    int settleSeconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "40",
            converter = WholeNumber.FromOne.class,
            description = "seconds of warming each server up (${DEFAULT-VALUE})")
    int warmUpSeconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.FromOne.class,
            description = "measure everything so many times (${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--stalled",
            paramLabel = "N",
            defaultValue = "0",
            converter = WholeNumber.FromZero.class,
            description = "beside them, viewers that never read (${DEFAULT-VALUE})")
    int stalled;

    /** Null for the default one. */
    @Option(names = "--stream", paramLabel = "ID", description = "the stream to watch (the default one)")
    private String stream;

    @Option(names = "--binary", description = "ask for binary frames")
    boolean binary;

    /** Null for both. */
    @Option(
            names = "--only",
            paramLabel = "SERVER",
            description = "one server instead of both: ${COMPLETION-CANDIDATES}")
    private Kind only;

    /** Null for that of PulseGate's frames. */
    @Option(
            names = "--raw-bytes",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "the raw server's message size (that of PulseGate's frames)")
    private Integer rawBytes;

    /** Null for one that is started here. */
    @Option(
            names = "--url",
            paramLabel = "ws://…",
            converter = SocketAddress.class,
            description = "measure a server that runs already; with its token in the address")
    private URI url;

    /** Null if nobody knows. */
    @Option(
            names = "--pid",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "its process, to know its CPU and memory")
    private Integer pid;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            converter = WholeNumber.FromOne.class,
            description = "the load generator's threads (${DEFAULT-VALUE})")
    int threads;

    @Option(
            names = "--handshakes",
            paramLabel = "N",
            defaultValue = "200",
            converter = WholeNumber.FromOne.class,
            description = "handshakes under way at a time (${DEFAULT-VALUE})")
    int handshakesAtOnce;

    @Option(names = "--server-opts", paramLabel = "OPTIONS", description = "Java options for the servers, in one word")
    private String serverOptions = "";

    /** A server to be measured. */
    enum Kind {
        RAW,
        PRODUCT
    }

    static final class SocketAddress implements ITypeConverter<URI> {

        @Override
        public URI convert(String text) {
            try {
                return new Target(URI.create(text)).uri();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("is not the address of a socket: " + e.getMessage());
            }
        }
    }

    /** Rising. */
    List<Integer> viewers() {
        return viewers.stream().sorted().toList();
    }

    boolean measures(Kind server) {
        return only == null || only == server;
    }

    Optional<String> stream() {
        return Optional.ofNullable(stream);
    }

    Optional<Integer> rawBytes() {
        return Optional.ofNullable(rawBytes);
    }

    Optional<URI> url() {
        return Optional.ofNullable(url);
    }

    Optional<ProcessHandle> process() {
        return Optional.ofNullable(pid).flatMap(ProcessHandle::of);
    }

    List<String> serverOptions() {
        return Setting.words(serverOptions);
    }
}
