package dev.pulsegate.contracts;

/**
 * What an access token says, by claim name. Beside these it carries the registered claims {@code iss}, {@code aud},
 * {@code sub} (the account's id), {@code iat}, {@code exp} and {@code jti} (RFC 7519), and its header says
 * {@link #TYPE}.
 */
public final class TokenClaims {

    /** The {@code typ} header of an access token (RFC 9068 §2.1): nothing else is taken as one. */
    public static final String TYPE = "at+jwt";

    /** The account's name, as written at registration. */
    public static final String NAME = "preferred_username";

    /** The account's roles, a list; MicroProfile JWT's name for it. */
    public static final String ROLES = "groups";

    /** The session the token belongs to (OpenID Connect Front-Channel Logout §3); absent when got with an access key. */
    public static final String SESSION_ID = "sid";

    /** The access key the token was got with; absent in a session's token. */
    public static final String ACCESS_KEY_ID = "access_key_id";

    /** Who holds the token: {@code user}, {@code worker} or {@code device}. */
    public static final String HOLDER = "holder";

    /** The names of the spaces a worker's token is good for, a list; {@code *} stands for all. */
    public static final String SPACES = "spaces";

    /** The ids of the streams a device's token is good for, a list; {@code *} stands for all. */
    public static final String STREAMS = "streams";

    /**
     * Whether the owner of the access key is an administrator, a boolean; in a key's token only. It gives the holder none
     * of an administrator's rights: it says that the owner may serve every space and use every stream.
     */
    public static final String OWNER_IS_ADMIN = "owner_is_admin";

    private TokenClaims() {}
}
