/**
 * What a person sees and changes of themselves: account, password, sessions. Depends on person, session, password and
 * throttle.
 */
package dev.pulsegate.auth.profile;
