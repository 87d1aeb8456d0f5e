package dev.pulsegate.ecg.wfdb;

import java.util.Optional;

/**
 * The ways WFDB packs samples into bytes, after signal(5) of the WFDB Applications Guide. Samples of all signals of a
 * file follow each other without a gap, so a packed unit (two samples in three bytes, three in four) may hold samples of
 * two frames.
 */
public enum SignalFormat {
    /** 8-bit first differences: {@link #decode} gives the difference, not the sample. */
    FORMAT_8(8, 1, 1, null) {
        @Override
        int decode(byte[] bytes, int index) {
            return bytes[index];
        }
    },
    /** 16-bit two's complement, low byte first. */
    FORMAT_16(16, 1, 2, -1 << 15) {
        @Override
        int decode(byte[] bytes, int index) {
            return (short) word(bytes, 2 * index);
        }
    },
    /** 24-bit two's complement, low byte first. */
    FORMAT_24(24, 1, 3, -1 << 23) {
        @Override
        int decode(byte[] bytes, int index) {
            return word(bytes, 3 * index) | (bytes[3 * index + 2] << 16);
        }
    },
    /** 32-bit two's complement, low byte first. */
    FORMAT_32(32, 1, 4, -1 << 31) {
        @Override
        int decode(byte[] bytes, int index) {
            return word(bytes, 4 * index) | (word(bytes, 4 * index + 2) << 16);
        }
    },
    /** 16-bit two's complement, high byte first. */
    FORMAT_61(61, 1, 2, -1 << 15) {
        @Override
        int decode(byte[] bytes, int index) {
            return (bytes[2 * index] << 8) | (bytes[2 * index + 1] & 0xff);
        }
    },
    /** 8-bit offset binary. */
    FORMAT_80(80, 1, 1, -1 << 7) {
        @Override
        int decode(byte[] bytes, int index) {
            return (bytes[index] & 0xff) - (1 << 7);
        }
    },
    /** 16-bit offset binary, low byte first. */
    FORMAT_160(160, 1, 2, -1 << 15) {
        @Override
        int decode(byte[] bytes, int index) {
            return word(bytes, 2 * index) - (1 << 15);
        }
    },
    /** Two 12-bit samples in three bytes: the middle byte holds the high nibbles, the first sample's low. */
    FORMAT_212(212, 2, 3, -1 << 11) {
        @Override
        int decode(byte[] bytes, int index) {
            var at = index / 2 * 3;
            return index % 2 == 0
                    ? signed(word(bytes, at), 12)
                    : signed(((bytes[at + 1] & 0xf0) << 4) | (bytes[at + 2] & 0xff), 12);
        }

        @Override
        int bytesOfPart(int samples) {
            return 2;
        }
    },
    /** Three 10-bit samples in two 16-bit words: one in bits 1 to 10 of each, the third in the top five bits of both. */
    FORMAT_310(310, 3, 4, -1 << 9) {
        @Override
        int decode(byte[] bytes, int index) {
            var at = index / 3 * 4;
            return switch (index % 3) {
                case 0 -> signed(word(bytes, at) >> 1, 10);
                case 1 -> signed(word(bytes, at + 2) >> 1, 10);
                default -> signed((word(bytes, at) >> 11) | ((word(bytes, at + 2) >> 11) << 5), 10);
            };
        }

        @Override
        int bytesOfPart(int samples) {
            return 2 * samples;
        }
    },
    /** Three 10-bit samples in 32 bits, low byte first, the first sample lowest; the top two bits are unused. */
    FORMAT_311(311, 3, 4, -1 << 9) {
        @Override
        int decode(byte[] bytes, int index) {
            var at = index / 3 * 4;
            return switch (index % 3) {
                case 0 -> signed(word(bytes, at), 10);
                case 1 -> signed(word(bytes, at + 1) >> 2, 10);
                default -> signed(word(bytes, at + 2) >> 4, 10);
            };
        }

        @Override
        int bytesOfPart(int samples) {
            return samples + 1;
        }
    };

    private final int code;
    private final int samplesPerUnit;
    private final int bytesPerUnit;
    private final Integer invalidSample;

    SignalFormat(int code, int samplesPerUnit, int bytesPerUnit, Integer invalidSample) {
        this.code = code;
        this.samplesPerUnit = samplesPerUnit;
        this.bytesPerUnit = bytesPerUnit;
        this.invalidSample = invalidSample;
    }

    /** The format of a header's number, if it is one of those read here. */
    public static Optional<SignalFormat> of(int code) {
        for (var format : values()) {
            if (format.code == code) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The number a header gives this format. */
    public int code() {
        return code;
    }

    /** Whether a file holds differences between samples, so that it can only be decoded from its start. */
    public boolean isDifferential() {
        return this == FORMAT_8;
    }

    /** Whether a decoded value stands for "no valid sample": the lowest the format can hold. Format 8 has no such value. */
    public boolean isInvalid(int sample) {
        return invalidSample != null && invalidSample == sample;
    }

    /** Samples packed together. */
    int samplesPerUnit() {
        return samplesPerUnit;
    }

    /** Bytes that samples packed together take. */
    int bytesPerUnit() {
        return bytesPerUnit;
    }

    /** Bytes needed to decode this many samples; the last unit may be cut short. */
    long bytesFor(long samples) {
        var part = (int) (samples % samplesPerUnit);
        return samples / samplesPerUnit * bytesPerUnit + (part == 0 ? 0 : bytesOfPart(part));
    }

    /** How many samples this many bytes hold: the inverse of {@link #bytesFor}. */
    long samplesIn(long bytes) {
        var samples = bytes / bytesPerUnit * samplesPerUnit;
        while (bytesFor(samples + 1) <= bytes) {
            samples++;
        }
        return samples;
    }

    /** Bytes needed for the first samples of a unit, more than none and fewer than all. */
    int bytesOfPart(int samples) {
        throw new IllegalStateException(this + " packs one sample a unit, not " + samples);
    }

    /** Sample number {@code index} of bytes that begin with a whole unit. */
    abstract int decode(byte[] bytes, int index);

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
    }

    private static int signed(int value, int bits) {
        return (value << (32 - bits)) >> (32 - bits);
    }
}
