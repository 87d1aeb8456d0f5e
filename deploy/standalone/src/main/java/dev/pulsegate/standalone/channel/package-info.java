/**
 * The in-memory stand-in for the AMQP broker. Depends on SmallRye Reactive Messaging and on
 * what travels beside a message (platform.channel); knows no channel by name.
 */
package dev.pulsegate.standalone.channel;
