/**
 * What accounts may let others use: the spaces they operate and the streams they have made, as space-gateway and
 * ecg-service tell it. It may be some moments old, so whoever lets a key in looks again. Depends on nothing.
 */
package dev.pulsegate.auth.entitlement;
