/**
 * Taking requests in, as JSON and as forms with files: what is wrong with one is found before anything is spent on it.
 */
package dev.pulsegate.gateway.submission;
