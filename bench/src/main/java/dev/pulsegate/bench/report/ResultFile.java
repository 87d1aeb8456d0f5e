package dev.pulsegate.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;

/** The figures of a run, for programs. */
public final class ResultFile {

    private ResultFile() {}

    /** Writes them as JSON with names in snake_case, in place of those of an earlier run. */
    public static void write(Path file, Object results) throws IOException {
        var mapper = new ObjectMapper()
                .findAndRegisterModules()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, mapper.writeValueAsString(results));
        System.out.println("\nAll figures: " + file);
    }
}
