/** Two processes of the built service on one database. */
package dev.pulsegate.ecg.replicas;
