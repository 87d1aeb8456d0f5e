package dev.pulsegate.auth.signin;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.management.ManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators are told of sign-ins and tokens. */
@AuthServiceTest
class SignInMetricsTest {

    /** As many failures at an account as let nothing through any more, whatever is configured for tests. */
    private static final int MANY = 30;

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();

    private static double count(String name, String labels) {
        return ManagementPort.metric(name + "{" + labels + "}");
    }

    private static double signIns(String outcome) {
        return count("pulsegate_auth_sign_in_total", "outcome=\"" + outcome + "\"");
    }

    private static double registrations(String outcome) {
        return count("pulsegate_auth_registrations_total", "outcome=\"" + outcome + "\"");
    }

    private static double tokenRequests(String grant, String outcome) {
        return count("pulsegate_auth_token_requests_total", "grant=\"" + grant + "\",outcome=\"" + outcome + "\"");
    }

    @Test
    void signInsAreCountedByWhatCameOfThem() {
        double signedIn = signIns("signed_in");
        double refused = signIns("refused");
        double throttled = signIns("throttled");
        http.register(name);
        http.login(name, Http.PASSWORD);
        int refusals = 0;
        for (int i = 0; i < MANY; i++) {
            refusals += Http.fromNewAddress().login(name, "wrong password").status() == 401 ? 1 : 0;
        }

        assertThat(signIns("signed_in") - signedIn).isEqualTo(1);
        assertThat(signIns("refused") - refused).isEqualTo(refusals);
        assertThat(signIns("throttled") - throttled).isEqualTo(MANY - refusals).isPositive();
    }

    @Test
    void registrationsAreCountedByWhatCameOfThem() {
        double made = registrations("signed_in");
        double refused = registrations("refused");
        http.register(name);
        http.register(name);

        assertThat(registrations("signed_in") - made).isEqualTo(1);
        assertThat(registrations("refused") - refused).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"client_credentials,client_credentials", "refresh_token,refresh_token", "password,other"})
    void whatTheTokenEndpointRefusesIsCountedByWhatWasToBeTraded(String grantType, String grant) {
        double before = tokenRequests(grant, "refused");
        http.form("/oauth/token", Map.of("grant_type", grantType, "client_secret", "pgk_x", "refresh_token", "pgr_x"));

        assertThat(tokenRequests(grant, "refused") - before).isEqualTo(1);
    }

    @Test
    void aTokenThatDoesNotHoldIsCountedByItsReason() {
        double before = count("pulsegate_tokens_refused_total", "reason=\"not_valid\"");
        assertThat(http.get("/api/auth/me", "Authorization", "Bearer nonsense").status())
                .isEqualTo(401);

        assertThat(count("pulsegate_tokens_refused_total", "reason=\"not_valid\""))
                .isGreaterThan(before);
    }
}
