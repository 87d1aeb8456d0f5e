package dev.pulsegate.ecg.stream;

import jakarta.validation.constraints.NotNull;

/**
 * What is to be otherwise with a synthetic stream, as it runs.
 *
 * @param heartRateBpm mean heart rate
 * @param heartRateSdBpm its standard deviation; left out it stays as it is, but at most the fifth of the mean that is
 *     allowed
 */
public record StreamPatch(@NotNull Double heartRateBpm, Double heartRateSdBpm) {}
