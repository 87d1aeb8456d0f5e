/**
 * Who is at the other end of the connection, as far as HTTP tells, and how large a request may be. Depends on Vert.x
 * only.
 */
package dev.pulsegate.auth.client;
