/**
 * Who is calling: access tokens verified locally, revoked ones refused. Depends on contracts, channel and broker.
 */
package dev.pulsegate.platform.token;
