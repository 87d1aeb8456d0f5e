/**
 * A real PostgreSQL inside the test's process, for services under test. Depends on nothing else of the test kit.
 */
package dev.pulsegate.testkit.database;
