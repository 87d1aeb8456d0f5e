/** The cluster, by kubectl. Depends on nothing here. */
package dev.pulsegate.e2e.cluster;
