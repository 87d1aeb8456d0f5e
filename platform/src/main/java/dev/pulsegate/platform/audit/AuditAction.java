package dev.pulsegate.platform.audit;

/** What is recorded when somebody does it. The names are what is kept and told: none is ever given another meaning. */
public enum AuditAction {
    /** Made an account for themselves. */
    REGISTER,
    /** Signed in with a password. */
    SIGN_IN,
    /** Traded an access key for a token; recorded when that is refused. */
    KEY_SIGN_IN,
    /** Signed out. */
    SIGN_OUT,
    /** Ended a session of theirs otherwise, or had it ended by more sessions than an account may have. */
    SESSION_END,
    /** Presented a refresh token that had been replaced: somebody holds a copy, and the session was ended. */
    REFRESH_REPLAY,
    /** Changed their password. */
    PASSWORD_CHANGE,
    /** Made the first administrator with the one-time token. */
    BOOTSTRAP,
    /** Made an account for somebody. */
    ACCOUNT_CREATE,
    /** Changed what an account may do. */
    ROLE_CHANGE,
    /** Kept an account from signing in. */
    ACCOUNT_DISABLE,
    /** Let it again. */
    ACCOUNT_ENABLE,
    /** Gave somebody's account another password. */
    PASSWORD_SET,
    /** Made an access key. */
    KEY_CREATE,
    /** Revoked one. */
    KEY_REVOKE,
    /** Had the next signing key sign. */
    SIGNING_KEY_ROTATE,
    /** Made a space. */
    SPACE_CREATE,
    /** Changed one. */
    SPACE_CHANGE,
    /** Deleted one. */
    SPACE_DELETE,
    /** Canceled a request of somebody else's. */
    REQUEST_CANCEL,
    /** Took a request from its worker. */
    REQUEST_REQUEUE,
    /** Changed what is logged, for a while. */
    LOG_LEVEL_SET,
    /** Had it as it was before that time. */
    LOG_LEVEL_RESET
}
