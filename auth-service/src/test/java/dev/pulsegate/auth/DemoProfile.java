package dev.pulsegate.auth;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** As the one-process demonstration is configured. */
public final class DemoProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "pulsegate.auth.demo-admin", "true",
                "pulsegate.auth.first-admin.name", "",
                "pulsegate.auth.first-admin.password", "",
                "pulsegate.auth.session.renewed-paths", "/,/api/auth/me,/api/auth/password");
    }
}
