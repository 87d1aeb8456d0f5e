/**
 * Taking requests in, as JSON and as forms with files: what is wrong with one is found before anything is spent on it,
 * and the answer is given at once or at its end. Also what one may still submit. Depends on dispatch, event, file,
 * metrics, queue, replica, request, space and trace.
 */
package dev.pulsegate.gateway.submission;
