package dev.pulsegate.gateway.file;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

import dev.pulsegate.gateway.file.store.S3Resource;

/** Files in a bucket. */
public final class S3FilesProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "pulsegate.gateway.files.clean.every", "off",
                "pulsegate.gateway.files.clean.sweep-every", "off",
                "pulsegate.gateway.files.clean.sweep-age", "0s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(S3Resource.class));
    }
}
