/**
 * How accounts' names are compared. Depends on nothing else here.
 */
package dev.pulsegate.platform.account;
