/** A reader of server-sent events. Depends on http. */
package dev.pulsegate.testkit.event;
