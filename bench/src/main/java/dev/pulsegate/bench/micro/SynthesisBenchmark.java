package dev.pulsegate.bench.micro;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.pulsegate.ecg.synthesis.SynthesisParameters;
import dev.pulsegate.ecg.synthesis.SyntheticSource;

/** Synthesis: time for one instant, that is, for one sample of each lead. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SynthesisBenchmark {

    private static final int SAMPLES = 80;

    /** Sampling frequency in Hz. */
    @Param({"125", "500", "1000"})
    public double samplingFrequencyHz;

    /** Number of leads: lead II alone, or the standard twelve. */
    @Param({"1", "12"})
    public int leads;

    private SyntheticSource source;
    private double[][] millivolts;

    @Setup
    public void prepare() {
        source = new SyntheticSource(SynthesisParameters.builder()
                .samplingFrequencyHz(samplingFrequencyHz)
                .leads(Leads.named(leads))
                .build());
        millivolts = new double[leads][SAMPLES];
    }

    /** One read of 80 samples, as the stream's thread makes it. */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public double[][] sample() {
        source.read(millivolts, SAMPLES);
        return millivolts;
    }
}
