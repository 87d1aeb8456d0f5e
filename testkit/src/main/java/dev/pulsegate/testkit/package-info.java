/**
 * Test fixtures shared by all modules: real clients, a real AMQP broker, architecture rules. Never on a main classpath.
 */
package dev.pulsegate.testkit;
