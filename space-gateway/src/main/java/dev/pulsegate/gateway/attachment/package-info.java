/**
 * Files that belong to requests: joins the queue, the hand-over and submissions with wherever files are kept. Depends on
 * file, queue, dispatch, request and space; nothing depends on it.
 */
package dev.pulsegate.gateway.attachment;
