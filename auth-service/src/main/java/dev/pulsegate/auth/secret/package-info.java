/**
 * Random secrets, the tokens that carry them, and keys derived from the configured secret. Depends on nothing.
 */
package dev.pulsegate.auth.secret;
