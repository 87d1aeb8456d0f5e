/**
 * What strangers can make the process hold, in bytes, bounded before it is allocated: one budget for request bodies,
 * one for what comes by sockets. Depends on nothing.
 */
package dev.pulsegate.platform.memory;
