/**
 * Reads a form with files while it arrives: fields into memory, files into the store. Depends on the file package for
 * receiving them.
 */
package dev.pulsegate.gateway.file.multipart;
