/**
 * Transactions that get in each other's way are done again, in one place for all: a deadlock or a serialization failure
 * rolls a transaction back and says nothing about what it would do. Depends on task.
 */
package dev.pulsegate.platform.transaction;
