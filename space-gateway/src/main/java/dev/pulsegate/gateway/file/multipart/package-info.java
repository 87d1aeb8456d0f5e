/**
 * Reads a form with files while it arrives: fields into memory, files into the store. Depends on file.
 */
package dev.pulsegate.gateway.file.multipart;
