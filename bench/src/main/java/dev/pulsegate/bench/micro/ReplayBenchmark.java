package dev.pulsegate.bench.micro;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import dev.pulsegate.ecg.signal.Resampler;
import dev.pulsegate.ecg.wfdb.ClassPathRecordFiles;
import dev.pulsegate.ecg.wfdb.WfdbRecord;

/** Replaying a record: time for one sample read from a file of format 212, and for one sample resampled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplayBenchmark {

    private static final String RECORD = "mitdb_119_excerpt.hea";
    private static final int SIGNALS = 2;
    private static final int INPUT_SAMPLES = 360;
    private static final int FRAMES = 21_600;
    private static final double RECORD_HZ = 360;
    private static final double STREAM_HZ = 125;

    private final Resampler resampler = new Resampler(RECORD_HZ, STREAM_HZ);
    private final double[] input = new double[INPUT_SAMPLES];
    private final double[] output = new double[resampler.maxOutput(INPUT_SAMPLES)];
    private final int[][] digital = new int[SIGNALS][FRAMES];
    private WfdbRecord record;

    @Setup
    public void prepare() throws IOException {
        var files = new ClassPathRecordFiles(ReplayBenchmark.class.getClassLoader(), "recordings");
        record = WfdbRecord.open(files, RECORD);
        if (record.frames() != FRAMES || record.header().signals().size() != SIGNALS) {
            throw new IOException(RECORD + " is not what it was");
        }
        var random = new Random(1);
        for (int i = 0; i < input.length; i++) {
            input[i] = random.nextGaussian();
        }
    }

    @TearDown
    public void close() throws IOException {
        record.close();
    }

    /** A minute of two signals, by sample. */
    @Benchmark
    @OperationsPerInvocation(SIGNALS * FRAMES)
    public int[][] decode212() throws IOException {
        record.readDigital(0, FRAMES, digital);
        return digital;
    }

    /** From 360 to 125 Hz, by sample taken in. */
    @Benchmark
    @OperationsPerInvocation(INPUT_SAMPLES)
    public double[] resample() {
        resampler.process(input, INPUT_SAMPLES, output);
        return output;
    }
}
