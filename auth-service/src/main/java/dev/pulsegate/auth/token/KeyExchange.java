package dev.pulsegate.auth.token;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.auth.accesskey.AccessKeys;
import dev.pulsegate.platform.token.AccessKeyExchange;

/** Trades access keys for services in the same process; others ask the token endpoint. */
@ApplicationScoped
class KeyExchange implements AccessKeyExchange {

    private final AccessKeys accessKeys;
    private final TokenIssuer tokens;

    KeyExchange(AccessKeys accessKeys, TokenIssuer tokens) {
        this.accessKeys = accessKeys;
        this.tokens = tokens;
    }

    @Override
    public Outcome exchange(String accessKey, String clientAddress) {
        return accessKeys
                .recognise(accessKey)
                .<Outcome>map(recognised ->
                        new Outcome.Token(tokens.forKey(recognised).value()))
                .orElseGet(Outcome.Refused::new);
    }
}
