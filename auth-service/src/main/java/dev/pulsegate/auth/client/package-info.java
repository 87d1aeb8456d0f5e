/**
 * Who is at the other end of the connection, as far as HTTP tells. Depends on nothing.
 */
package dev.pulsegate.auth.client;
