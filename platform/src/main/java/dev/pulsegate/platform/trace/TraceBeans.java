package dev.pulsegate.platform.trace;

import java.net.URI;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.trace.CountedExporter.Counts;

/**
 * The process's traces: off, or sent to a collector by OTLP over HTTP. What waits to be sent is bounded; while the collector
 * is away the rest is dropped, and nobody waits for it.
 */
@ApplicationScoped
@RegisterForReflection(
        classNames = "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider",
        fields = false)
class TraceBeans {

    private static final int LARGEST_BATCH = 512;

    @Produces
    @Singleton
    Traces traces(
            PlatformConfig config,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        var wanted = config.traces();
        var counts = Counts.in(registry);
        return wanted.endpoint()
                .map(endpoint ->
                        new Traces(process(service, version), wanted.sampleRatio(), sent(endpoint, wanted, counts)))
                .orElseGet(Traces::off);
    }

    void close(@Disposes Traces traces) {
        traces.close();
    }

    private static Resource process(String service, String version) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", service)
                        .put("service.namespace", "pulsegate")
                        .put("service.version", version)
                        .put("service.instance.id", Uuid7.next().toString())
                        .build()));
    }

    /** What sends spans from a thread of its own. */
    static SpanProcessor sent(URI endpoint, PlatformConfig.Traces config, Counts counts) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceFirst("/+$", "") + "/v1/traces")
                .setTimeout(config.timeout())
                .setConnectTimeout(config.timeout());
        config.headers().forEach(exporter::addHeader);
        return BatchSpanProcessor.builder(new CountedExporter(exporter.build(), counts))
                .setMaxQueueSize(config.buffer())
                .setMaxExportBatchSize(Math.min(LARGEST_BATCH, config.buffer()))
                .setScheduleDelay(config.interval())
                .setExporterTimeout(config.timeout())
                .build();
    }
}
