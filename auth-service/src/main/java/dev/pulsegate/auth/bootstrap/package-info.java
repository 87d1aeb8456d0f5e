/**
 * The first administrator: from the configuration, by a one-time token in the log, or for a demonstration, which is
 * kept to this machine. Depends on account, audit, client, secret and throttle.
 */
package dev.pulsegate.auth.bootstrap;
