/**
 * Holds the manifests of {@code deploy/kubernetes} against Kubernetes' own model, against the rules that every pod has to
 * keep, and against the services: their settings, ports, routes and secrets. No cluster is needed, only {@code kubectl} to
 * render the manifests; {@code e2e} beside this has the cluster.
 *
 * <p>Each rule is a function from manifests to complaints, so that it is shown to work: a test breaks the real manifests in
 * one place and wants to hear of it.
 */
package dev.pulsegate.kubernetes;
