package dev.pulsegate.platform.json;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;

/** Bounds what JSON becomes in memory, and takes one value for one value: what follows it was meant to be something. */
@Singleton
public class JsonBounds implements ObjectMapperCustomizer {

    private static final int MAX_DEPTH = 100;

    /** Values, names, brackets and braces: three bytes of text can become a hundred of objects. */
    private static final long MAX_TOKENS = 100_000;

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(mapper.getFactory()
                        .streamReadConstraints()
                        .rebuild()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build());
    }
}
