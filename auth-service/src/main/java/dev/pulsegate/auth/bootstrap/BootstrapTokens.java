package dev.pulsegate.auth.bootstrap;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.PersistenceUnit;

import dev.pulsegate.auth.secret.MasterSecret;
import dev.pulsegate.auth.secret.SecretToken;
import dev.pulsegate.auth.secret.Secrets;

/**
 * The one-time token that makes the first administrator. The database holds a random number only; the token is a keyed
 * hash of it, so that every replica, at every start until it is used, prints the same.
 */
@ApplicationScoped
class BootstrapTokens {

    private static final String PREFIX = "pgb_";
    private static final int BYTES = 32;
    private static final UUID NO_ID = new UUID(0, 0);

    private final EntityManager database;
    private final SecretKey key;

    BootstrapTokens(@PersistenceUnit("auth") EntityManager database, MasterSecret master) {
        this.database = database;
        this.key = master.derive("HmacSHA256", "first administrator token");
    }

    /** Makes a token good, unless one is already, and returns the one that is. */
    @Transactional
    SecretToken open() {
        database.createNativeQuery("insert into bootstrap (nonce) values (:nonce) on conflict do nothing")
                .setParameter("nonce", Secrets.random(BYTES))
                .executeUpdate();
        return token((byte[]) database.createNativeQuery("select nonce from bootstrap", byte[].class)
                .getSingleResult());
    }

    /** Says whether a text is the token, without using it up. */
    @Transactional
    boolean isGood(String text) {
        return present().filter(token -> matches(token, text)).isPresent();
    }

    /** Uses the token up as part of the present transaction; false if the text is not the token, or no longer. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean use(String text) {
        return isGood(text)
                && database.createNativeQuery("delete from bootstrap").executeUpdate() == 1;
    }

    /** Makes any token void. */
    @Transactional
    void close() {
        database.createNativeQuery("delete from bootstrap").executeUpdate();
    }

    private Optional<SecretToken> present() {
        List<?> nonces = database.createNativeQuery("select nonce from bootstrap", byte[].class)
                .getResultList();
        return nonces.stream().map(byte[].class::cast).map(this::token).findFirst();
    }

    private SecretToken token(byte[] nonce) {
        return new SecretToken(PREFIX, NO_ID, Secrets.hmac(key, nonce));
    }

    private static boolean matches(SecretToken token, String text) {
        return SecretToken.parse(PREFIX, BYTES, text)
                .filter(presented -> Secrets.same(presented.secret(), token.secret()))
                .isPresent();
    }
}
