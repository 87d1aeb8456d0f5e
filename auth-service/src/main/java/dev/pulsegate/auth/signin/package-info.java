/**
 * Signing in with name and password, going on and signing out, for browsers (cookies, forms) and for clients (JSON).
 * Depends on account, audit, client, password, secret, session, throttle and token.
 */
package dev.pulsegate.auth.signin;
