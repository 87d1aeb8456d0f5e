package dev.pulsegate.testkit.token;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The issuer a service under test trusts. {@link TestTokens#ofRunningIssuer} mints its tokens. */
public final class TestIssuer implements QuarkusTestResourceLifecycleManager {

    static final String ISSUER = "pulsegate.platform.token.issuer";

    /** Tests and test resources may live in different class loaders, so the key travels as configuration. */
    static final String KEY = "pulsegate-testkit.signing-key";

    private JwksServer server;

    @Override
    public Map<String, String> start() {
        server = new JwksServer();
        var key = TestTokens.newKey("test-key");
        server.publish(key);
        var tokens = new TestTokens(server.issuer(), key);
        server.serve(TokenEndpoint.PATH, new TokenEndpoint(tokens));
        server.serve(RevocationsEndpoint.PATH, new RevocationsEndpoint(() -> TestRevocations.nothing(tokens)));
        return Map.of(
                ISSUER,
                server.issuer(),
                "pulsegate.platform.token.jwks-uri",
                server.uri().toString(),
                KEY,
                TestTokens.privateJson(key));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
