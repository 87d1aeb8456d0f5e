/** What the service under test tells operators, on its management port. Depends on nothing of PulseGate. */
package dev.pulsegate.testkit.management;
