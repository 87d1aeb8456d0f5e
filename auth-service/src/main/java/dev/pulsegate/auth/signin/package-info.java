/**
 * Signing in with name and password, going on and signing out, for browsers (cookies, forms) and for clients (JSON).
 * Depends on account, password, session, token and throttle.
 */
package dev.pulsegate.auth.signin;
