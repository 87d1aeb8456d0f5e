/**
 * What a person sees and changes of themselves: account, password, sessions. Depends on account, audit, client,
 * password, person, session and throttle.
 */
package dev.pulsegate.auth.profile;
