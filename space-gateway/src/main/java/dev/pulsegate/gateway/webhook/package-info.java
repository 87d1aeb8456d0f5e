/**
 * Tells the end of requests to other systems: signed, stored with the request, tried again until it is taken or was
 * tried often enough. No receiver can hold up what others are told: every exchange ends in time, and hosts and accounts
 * have shares. Knows the queue by its tables only. Depends on trace.
 */
package dev.pulsegate.gateway.webhook;
