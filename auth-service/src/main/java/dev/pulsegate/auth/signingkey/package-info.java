/**
 * The keys access tokens are signed with: made, sealed at rest, published before they sign, rotated, and dropped once
 * no token of theirs can live. Gives the platform the keys it verifies with. Depends on audit and secret.
 */
package dev.pulsegate.auth.signingkey;
