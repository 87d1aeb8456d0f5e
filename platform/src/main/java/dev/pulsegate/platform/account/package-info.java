/**
 * How accounts' names are compared. Depends on nothing.
 */
package dev.pulsegate.platform.account;
