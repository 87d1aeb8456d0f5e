/** How long the bodies of this service's routes may be, and which of them are streamed. Depends on nothing of the service. */
package dev.pulsegate.gateway.intake;
