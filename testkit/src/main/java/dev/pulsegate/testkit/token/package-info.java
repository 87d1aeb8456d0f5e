/** A stand-in for auth-service: publishes signing keys over HTTP and mints access tokens, good and bad. */
package dev.pulsegate.testkit.token;
