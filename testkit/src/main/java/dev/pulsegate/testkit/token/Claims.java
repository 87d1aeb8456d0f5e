package dev.pulsegate.testkit.token;

/** The claims of an access token, written out once more: a name changed by mistake in contracts makes tests fail. */
final class Claims {

    static final String TYPE = "at+jwt";
    static final String NAME = "preferred_username";
    static final String ROLES = "groups";
    static final String SESSION_ID = "sid";
    static final String ACCESS_KEY_ID = "access_key_id";
    static final String HOLDER = "holder";
    static final String SPACES = "spaces";
    static final String STREAMS = "streams";
    static final String OWNER_IS_ADMIN = "owner_is_admin";

    private Claims() {}
}
