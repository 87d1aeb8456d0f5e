/**
 * The spans of requests: taking one in, its wait, its attempts and its webhook. They are told when what they tell is
 * committed, by whichever process has committed it. Depends on queue.
 */
package dev.pulsegate.gateway.trace;
