/**
 * The keys access tokens are signed with: made, sealed at rest, published before they sign, rotated, and dropped once no
 * token of theirs can live. Depends on secret, and gives the platform the keys it verifies with.
 */
package dev.pulsegate.auth.signingkey;
