package dev.pulsegate.ecg.stream;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A stream as the list shows it.
 *
 * @param id what it is asked for by
 * @param kind where the samples come from
 * @param title a name for people
 * @param samplingFrequencyHz samples a second of every lead
 * @param persistent whether it is computed while nobody watches
 * @param viewers how many watch it now, on this replica
 * @param heartRateBpm mean heart rate of a synthetic stream; absent for a replay
 * @param heartRateSdBpm its standard deviation
 * @param madeBy the account that made it; absent for those built in
 * @param createdAt when; absent for those built in
 * @param remarks what is odd in a record's files and was read all the same, one sentence each
 */
public record StreamView(
        String id,
        StreamKind kind,
        String title,
        List<Lead> leads,
        double samplingFrequencyHz,
        boolean persistent,
        int viewers,
        Double heartRateBpm,
        Double heartRateSdBpm,
        UUID madeBy,
        Instant createdAt,
        List<String> remarks) {

    /**
     * One lead.
     *
     * @param gain the smallest step of the samples, as steps to a unit
     * @param units the unit of the samples sent
     */
    public record Lead(String name, double gain, String units) {}
}
