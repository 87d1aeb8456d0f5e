/** What the tables that are reached by plain SQL do alike. Depends on nothing. */
package dev.pulsegate.auth.sql;
