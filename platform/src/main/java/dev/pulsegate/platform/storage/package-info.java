/**
 * What keeps a database from doing what it is asked: it is away, or there is no room to write. Depends on nothing.
 */
package dev.pulsegate.platform.storage;
