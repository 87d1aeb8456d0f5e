/**
 * Who is calling: access tokens verified locally, revoked ones refused. Depends on broker, channel and task.
 */
package dev.pulsegate.platform.token;
