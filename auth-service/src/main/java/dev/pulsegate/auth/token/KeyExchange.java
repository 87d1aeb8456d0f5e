package dev.pulsegate.auth.token;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.auth.accesskey.AccessKeys;
import dev.pulsegate.auth.audit.FailedTries;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.token.AccessKeyExchange;

/** Trades access keys for services in the same process; others ask the token endpoint. */
@ApplicationScoped
class KeyExchange implements AccessKeyExchange {

    private final AccessKeys accessKeys;
    private final TokenIssuer tokens;
    private final FailedTries failures;

    KeyExchange(AccessKeys accessKeys, TokenIssuer tokens, FailedTries failures) {
        this.accessKeys = accessKeys;
        this.tokens = tokens;
        this.failures = failures;
    }

    @Override
    public Outcome exchange(String accessKey, String clientAddress) {
        return accessKeys
                .recognise(accessKey)
                .<Outcome>map(recognised ->
                        new Outcome.Token(tokens.forKey(recognised).value()))
                .orElseGet(() -> {
                    failures.add(AuditEntry.failed(
                            AuditAction.KEY_SIGN_IN, AuditOutcome.REFUSED, Actor.stranger(clientAddress)));
                    return new Outcome.Refused();
                });
    }
}
