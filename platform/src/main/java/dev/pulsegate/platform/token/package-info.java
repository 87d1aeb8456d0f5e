/**
 * Who is calling: access tokens verified locally, revoked ones refused. Depends on contracts and channel.
 */
package dev.pulsegate.platform.token;
