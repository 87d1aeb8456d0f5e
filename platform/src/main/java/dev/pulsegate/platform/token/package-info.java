/**
 * Who is calling: access tokens verified locally, revoked ones refused. Depends on contracts, channel and
 * supervise.
 */
package dev.pulsegate.platform.token;
