/**
 * What is told on the port for operators beside what Quarkus tells there. Depends on nothing.
 */
package dev.pulsegate.platform.management;
