/** What health says of the database inside. Depends on {@code database}. */
package dev.pulsegate.standalone.health;
