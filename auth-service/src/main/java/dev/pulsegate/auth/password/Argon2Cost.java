package dev.pulsegate.auth.password;

/**
 * The cost of an Argon2id hash (RFC 9106 §3.1). The ranges keep a hash read from storage from asking for memory or time
 * without bound.
 *
 * @param memoryKib memory, 8 to 1,048,576 KiB, and at least 8 a lane
 * @param iterations passes, 1 to 64
 * @param parallelism lanes, 1 to 16
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Argon2Cost {
        if (parallelism < 1 || parallelism > 16) {
            throw new IllegalArgumentException("parallelism must be 1 to 16");
        }
        if (iterations < 1 || iterations > 64) {
            throw new IllegalArgumentException("iterations must be 1 to 64");
        }
        if (memoryKib < 8 * parallelism || memoryKib > 1_048_576) {
            throw new IllegalArgumentException("memory must be 8 KiB a lane to 1,048,576 KiB");
        }
    }
}
