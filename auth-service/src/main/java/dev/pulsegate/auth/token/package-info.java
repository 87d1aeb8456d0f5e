/**
 * Issues access tokens, and the OAuth 2.0 token endpoint. Depends on accesskey, account, audit, client, secret,
 * session, signingkey and throttle.
 */
package dev.pulsegate.auth.token;
