/** Walks a running service's HTTP interface by its own OpenAPI document. Depends on nothing else of the testkit. */
package dev.pulsegate.testkit.api;
