package dev.pulsegate.auth.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.NonBlocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.signingkey.SigningKey;
import dev.pulsegate.auth.signingkey.SigningKeys;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.caller.CallableByAnyone;

/** The published signing keys (RFC 7517) and the issuer's metadata (RFC 8414, OpenID Connect Discovery 1.0). */
@Path("/.well-known")
@Tag(name = "Discovery")
@Produces(MediaType.APPLICATION_JSON)
@CallableByAnyone
@NonBlocking
public class DiscoveryResource {

    private final SigningKeys keys;
    private final Duration jwksMaxAge;
    private final Map<String, Object> metadata;

    DiscoveryResource(SigningKeys keys, AuthConfig auth, PlatformConfig platform) {
        this.keys = keys;
        this.jwksMaxAge = auth.signingKey().jwksMaxAge();
        this.metadata = metadata(platform.token().issuer());
    }

    @GET
    @Path("/jwks.json")
    @Operation(summary = "The public keys access tokens may be signed with, those to come included")
    public Response jwks() {
        var published = keys.all().stream().map(DiscoveryResource::jwk).toList();
        return cached(Map.of("keys", published));
    }

    @GET
    @Path("/openid-configuration")
    @Operation(summary = "The issuer's metadata")
    public Response openidConfiguration() {
        return cached(metadata);
    }

    @GET
    @Path("/oauth-authorization-server")
    @Operation(summary = "The issuer's metadata")
    public Response authorizationServer() {
        return cached(metadata);
    }

    private Response cached(Map<String, Object> body) {
        return Response.ok(body)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + jwksMaxAge.toSeconds())
                .build();
    }

    private static Map<String, Object> jwk(SigningKey key) {
        var jwk = new EllipticCurveJsonWebKey(key.publicKey());
        jwk.setKeyId(key.kid());
        jwk.setUse("sig");
        jwk.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
    }

    private static Map<String, Object> metadata(String issuer) {
        var base = issuer.replaceFirst("/+$", "");
        return Map.of(
                "issuer", issuer,
                "jwks_uri", base + "/.well-known/jwks.json",
                "token_endpoint", base + "/oauth/token",
                "grant_types_supported", List.of("client_credentials", "refresh_token"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"),
                "response_types_supported", List.of(),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported",
                        List.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
    }
}
