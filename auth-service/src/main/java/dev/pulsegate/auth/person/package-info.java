/**
 * The person that calls, as the database knows them now rather than as their token remembers. Depends on account and
 * session.
 */
package dev.pulsegate.auth.person;
