package dev.pulsegate.platform.input;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;

/** Makes the mapper all of REST reads with, in place of Quarkus' own, which takes any text and any number. */
@Dependent
class JsonMapperProducer {

    @Singleton
    @Produces
    ObjectMapper mapper(@All List<ObjectMapperCustomizer> customizers) {
        var mapper = new ObjectMapper(new StrictJsonFactory());
        customizers.stream()
                .sorted(Comparator.comparingInt(ObjectMapperCustomizer::priority)
                        .reversed())
                .forEach(customizer -> customizer.customize(mapper));
        // A number is nobody's name.
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        // Last, so that it stands before what the others registered.
        mapper.registerModule(new SimpleModule("pulsegate-input").addDeserializer(Instant.class, new InstantReader()));
        return mapper;
    }
}
