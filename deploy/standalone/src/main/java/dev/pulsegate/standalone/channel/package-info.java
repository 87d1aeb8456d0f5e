/**
 * The in-memory stand-in for the AMQP broker. Depends on SmallRye Reactive Messaging only; knows no channel by name.
 */
package dev.pulsegate.standalone.channel;
