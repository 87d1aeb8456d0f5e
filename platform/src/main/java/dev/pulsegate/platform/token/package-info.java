/**
 * Who is calling: access tokens verified locally, revoked ones refused. Depends on contracts, channel, broker and
 * task.
 */
package dev.pulsegate.platform.token;
