/**
 * What people do here that is kept for administrators: told to auth-service, which keeps it, with the change it is about.
 * Depends on nothing.
 */
package dev.pulsegate.gateway.audit;
