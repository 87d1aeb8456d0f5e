package dev.pulsegate.gateway.queue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a batch hands to a statement: for each column its name, its type and how to get it. The rows travel as one array a
 * column, so that a statement takes any number of them, and is prepared once.
 *
 * @param <R> a row
 */
public final class Columns<R> {

    private final List<Column<R, ?>> columns;

    /** No columns yet. */
    public Columns() {
        this(List.of());
    }

    private Columns(List<Column<R, ?>> columns) {
        this.columns = columns;
    }

    private record Column<R, V>(String name, SqlType<V> type, Function<? super R, ? extends V> value) {

        void bind(PreparedStatement statement, int index, List<R> rows) throws SQLException {
            var values = type.array().apply(rows.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(rows.get(i));
            }
            statement.setArray(index, statement.getConnection().createArrayOf(type.sqlName(), values));
        }
    }

    /**
     * These, and one more.
     *
     * @param value gets it from a row; may be null
     */
    public <V> Columns<R> with(String name, SqlType<V> type, Function<? super R, ? extends V> value) {
        var more = new ArrayList<>(columns);
        more.add(new Column<>(name, type, value));
        return new Columns<>(List.copyOf(more));
    }

    /** The rows as a table {@code g}, for a statement's {@code from}. */
    public String table() {
        return arrays() + " as g (" + names() + ")";
    }

    /** The rows as a table {@code g} with one more column, {@code place}: 1 for the first. */
    public String tableWithPlace() {
        return arrays() + " with ordinality as g (" + names() + ", place)";
    }

    private String arrays() {
        return columns.stream()
                .map(column -> "?::" + column.type().sqlName() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /**
     * Sets the rows.
     *
     * @param first the index of the table's first parameter
     * @return the index of the parameter after its last
     */
    public int bind(PreparedStatement statement, int first, List<R> rows) throws SQLException {
        int index = first;
        for (var column : columns) {
            column.bind(statement, index++, rows);
        }
        return index;
    }
}
