/** A client of the service under test: requests with a token, and answers. Depends on management and token. */
package dev.pulsegate.testkit.http;
