package dev.pulsegate.ecg.wfdb;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes for tests: from hexadecimal text, and packed by an encoder written from signal(5), not from the decoder. */
public final class Bytes {
    private Bytes() {}

    /** Bytes written in hexadecimal, with spaces anywhere. */
    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** Samples in order, packed in a format; for format 8 the first difference is taken from 0. */
    public static byte[] pack(int format, int... samples) {
        var bytes = new ByteArrayOutputStream();
        switch (format) {
            case 8 -> {
                var previous = 0;
                for (var sample : samples) {
                    bytes.write(sample - previous);
                    previous = sample;
                }
            }
            case 80 -> littleEndian(bytes, samples, 1, 0x80);
            case 16 -> littleEndian(bytes, samples, 2, 0);
            case 160 -> littleEndian(bytes, samples, 2, 0x8000);
            case 24 -> littleEndian(bytes, samples, 3, 0);
            case 32 -> littleEndian(bytes, samples, 4, 0);
            case 61 -> {
                for (var sample : samples) {
                    bytes.write(sample >> 8);
                    bytes.write(sample);
                }
            }
            case 212 -> {
                for (var i = 0; i < samples.length; i += 2) {
                    var second = i + 1 < samples.length ? samples[i + 1] : 0;
                    bytes.write(samples[i]);
                    bytes.write(((samples[i] >> 8) & 0x0f) | ((second >> 4) & 0xf0));
                    if (i + 1 < samples.length) {
                        bytes.write(second);
                    }
                }
            }
            case 310 ->
                packThrees(bytes, samples, (a, b, c) -> {
                    var low = ((a & 0x3ff) << 1) | ((c & 0x1f) << 11);
                    var high = ((b & 0x3ff) << 1) | (((c >> 5) & 0x1f) << 11);
                    return low | (high << 16);
                });
            case 311 ->
                packThrees(bytes, samples, (a, b, c) -> (a & 0x3ff) | ((b & 0x3ff) << 10) | ((c & 0x3ff) << 20));
            default -> throw new IllegalArgumentException("format " + format);
        }
        return bytes.toByteArray();
    }

    private static void littleEndian(ByteArrayOutputStream bytes, int[] samples, int width, int offset) {
        for (var sample : samples) {
            for (var i = 0; i < width; i++) {
                bytes.write((sample + offset) >> (8 * i));
            }
        }
    }

    private static void packThrees(ByteArrayOutputStream bytes, int[] samples, Threes threes) {
        for (var i = 0; i < samples.length; i += 3) {
            var second = i + 1 < samples.length ? samples[i + 1] : 0;
            var third = i + 2 < samples.length ? samples[i + 2] : 0;
            littleEndian(bytes, new int[] {threes.word(samples[i], second, third)}, 4, 0);
        }
    }

    private interface Threes {
        int word(int first, int second, int third);
    }
}
