/**
 * Installs PulseGate on a Kubernetes and uses it while its pods are replaced; where the command starts. Depends on cluster
 * and load.
 */
package dev.pulsegate.e2e;
