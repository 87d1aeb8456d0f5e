/**
 * Issues access tokens, and the OAuth 2.0 token endpoint. Depends on signingkey, session, accesskey and throttle.
 */
package dev.pulsegate.auth.token;
