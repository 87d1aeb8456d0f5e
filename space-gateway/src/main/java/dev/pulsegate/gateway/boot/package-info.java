/**
 * What of the gateway is started, wired and stopped, in one place to read: which parts there are, who hears of what,
 * what is done now and then, and in which order all of it begins and ends. Nothing depends on it.
 */
package dev.pulsegate.gateway.boot;
