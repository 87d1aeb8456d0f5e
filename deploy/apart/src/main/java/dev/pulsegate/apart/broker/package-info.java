/**
 * An AMQP 1.0 broker inside the launcher, ActiveMQ Artemis, which keeps what is durable in the data folder. Depends on
 * nothing here.
 */
package dev.pulsegate.apart.broker;
