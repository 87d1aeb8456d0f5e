package dev.pulsegate.bench.micro;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.pulsegate.ecg.frame.BinaryFrameDecoder;
import dev.pulsegate.ecg.frame.BinaryFrameEncoder;
import dev.pulsegate.ecg.frame.Frame;
import dev.pulsegate.ecg.frame.JsonFrameEncoder;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;
import dev.pulsegate.ecg.synthesis.SyntheticSource;

/** Writing one frame of 160 ms, and reading it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrameBenchmark {

    private static final double FRAME_SECONDS = 0.16;
    private static final int EARLIER_SAMPLES = 4000;

    /** Sampling frequency in Hz. */
    @Param({"125", "500"})
    public double samplingFrequencyHz;

    @Param({"1", "12"})
    public int leads;

    private final JsonFrameEncoder json = new JsonFrameEncoder();
    private final BinaryFrameEncoder binary = new BinaryFrameEncoder();
    private Frame frame;
    private byte[] binaryFrame;
    private BinaryFrameDecoder decoder;

    @Setup
    public void prepare() {
        var names = Leads.named(leads);
        int count = (int) Math.round(FRAME_SECONDS * samplingFrequencyHz);
        var millivolts = new double[leads][count];
        var parameters = SynthesisParameters.builder()
                .samplingFrequencyHz(samplingFrequencyHz)
                .leads(names)
                .build();
        try (var source = new SyntheticSource(parameters)) {
            source.read(millivolts, count);
        }
        var taken = Instant.parse("2026-03-01T12:00:00.160Z");
        frame = new Frame(
                "demo", EARLIER_SAMPLES / count, EARLIER_SAMPLES, samplingFrequencyHz, taken, names, millivolts);
        binaryFrame = binary.encode(frame);
        decoder = new BinaryFrameDecoder("demo", names);
    }

    /** The JSON text of a frame, once for all its viewers. */
    @Benchmark
    public String encodeJson() {
        return json.encodeToString(frame);
    }

    /** The binary form of a frame, once for all its viewers. */
    @Benchmark
    public byte[] encodeBinary() {
        return binary.encode(frame);
    }

    @Benchmark
    public Frame decodeBinary() {
        return decoder.decode(binaryFrame);
    }
}
