package dev.pulsegate.gateway.queue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * A type of {@link Columns}.
 *
 * @param <V> its values in Java
 * @param sqlName its name in PostgreSQL
 * @param array makes an array of values: the driver goes by its type, once for all of them
 */
public record SqlType<V>(String sqlName, IntFunction<V[]> array) {
    public static final SqlType<UUID> UUID = new SqlType<>("uuid", UUID[]::new);
    public static final SqlType<String> TEXT = new SqlType<>("text", String[]::new);
    public static final SqlType<Integer> INT = new SqlType<>("int4", Integer[]::new);
    public static final SqlType<Long> BIGINT = new SqlType<>("int8", Long[]::new);
    public static final SqlType<Boolean> BOOLEAN = new SqlType<>("bool", Boolean[]::new);
    public static final SqlType<LocalDate> DATE = new SqlType<>("date", LocalDate[]::new);
    public static final SqlType<Instant> TIMESTAMP = new SqlType<>("timestamptz", Instant[]::new);
}
