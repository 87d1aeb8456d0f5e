/**
 * What others need to know to verify and get tokens, at the well-known addresses. Depends on signingkey.
 */
package dev.pulsegate.auth.discovery;
