/**
 * A real AMQP 1.0 broker (ActiveMQ Artemis) inside the test's process. Depends on nothing of PulseGate.
 */
package dev.pulsegate.testkit.broker;
