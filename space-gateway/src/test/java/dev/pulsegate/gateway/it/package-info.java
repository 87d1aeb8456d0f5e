/**
 * The running service as a whole, and the clients by which all tests speak to it. What tests one feature is in that
 * feature's package.
 */
package dev.pulsegate.gateway.it;
