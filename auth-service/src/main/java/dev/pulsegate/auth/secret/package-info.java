/**
 * Random secrets, the tokens that carry them, and keys derived from the configured secret. Depends on the JDK only, but
 * for {@link dev.pulsegate.auth.secret.MasterSecret}, which reads the configuration.
 */
package dev.pulsegate.auth.secret;
