/**
 * What a worker does with a request: the interface to write, and three that are ready: echo, simulate and exec.
 */
package dev.pulsegate.worker.handler;
