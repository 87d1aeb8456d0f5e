/**
 * One address in front of all replicas. Requests go to the service that answers for their path, to one replica that is
 * ready; bodies and answers pass as they come, WebSockets as bytes. What others say of where a request comes from is not
 * passed on. All of it happens on one event loop. Depends on {@code route} and {@code backend}.
 */
package dev.pulsegate.apart.proxy;
